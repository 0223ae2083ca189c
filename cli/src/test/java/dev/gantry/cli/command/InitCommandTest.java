package dev.gantry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.run.Context;
import dev.gantry.cli.run.SshToolbox;
import dev.gantry.cli.terminal.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What init writes is a configuration of the real kinds. */
final class InitCommandTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsValid() throws IOException {
    assertThat(
            run(
                "init",
                "root@10.0.0.11",
                "10.0.0.12",
                "ops@10.0.0.13:2222",
                "root@[fd00::14]:22",
                "--vip",
                "10.0.0.10"))
        .isEmpty();

    assertThat(run("validate")).isEmpty();
    assertThat(Files.readString(folder.resolve("nodes.yaml")))
        .contains("name: cp-3", "name: worker-1", "port: 2222", "user: ops");
    assertThat(Files.readString(folder.resolve("vip.yaml"))).contains("- cp-1", "- cp-3");
    assertThat(Files.readString(folder.resolve(".gitignore"))).contains("*.state.json.journal");
  }

  @Test
  void nothingIsReplaced() throws IOException {
    Files.writeString(folder.resolve("nodes.yaml"), "mine");

    assertThat(run("init", "10.0.0.11")).contains("nodes.yaml exists and is not replaced");
    assertThat(folder.resolve("nodes.yaml")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@b@c", "10.0.0.1:x", "x: y", "10.0.0", "root@", "10.0.0.1\n- x", "$(id)"})
  void whatIsNoMachineIsRefused(String machine) {
    assertThat(run("init", machine)).contains("Not a machine: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everyProblemIsTold() {
    assertThat(run("init", "nonsense", "10.0.0.1", "10.0.0.1"))
        .contains("Not a machine: \"nonsense\"", "10.0.0.1 is there twice");
  }

  private String run(String... arguments) {
    FakeTerminal terminal = new FakeTerminal("", false);
    Clock clock = Clock.systemUTC();
    GantryCommandLine.execute(
        new Context(
            terminal.terminal(),
            folder,
            new TreeMap<>(),
            "0.1.0",
            clock,
            new SshToolbox("0.1.0", clock)),
        arguments);
    return terminal.err();
  }
}
