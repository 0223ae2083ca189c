package dev.gantry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.run.Context;
import dev.gantry.cli.run.PaperFleet;
import dev.gantry.cli.terminal.FakeTerminal;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.state.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** check, facts and exec from what is typed to what is printed, on machines on paper. */
final class MachineCommandsTest {
  private static final String OWN = "ports\tknown\nresolver\tnameserver ::1\nresolved\tyes\n";

  @TempDir Path folder;
  private final PaperFleet fleet = new PaperFleet();

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void declare() throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (int i = 1; i <= 3; i++) {
      yaml.append("---\napiVersion: gantry.dev/v1\nkind: Node\nmetadata:\n  name: node-")
          .append(i)
          .append("\nspec:\n  address: 10.0.0.")
          .append(i)
          .append('\n');
    }
    Files.writeString(folder.resolve("nodes.yaml"), yaml);
  }

  @Test
  void findingsAreATableWorstFirstWithHowToMend() {
    fleet.says("node-2", "check-machine", OWN + "kubernetes-file\t/etc/kubernetes/admin.conf\n");

    Ran ran = run("check");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .isEqualTo(
            """
            ERROR    DirAvailable-etc-kubernetes  node-2                  there are files: /etc/kubernetes/admin.conf
                                                                          -> kubeadm reset --force, or a fresh system; look first
            WARNING  ClockSynchronised            node-1, node-2, node-3  the clock is not known to be synchronised
                                                                          -> install and start chrony or systemd-timesyncd, or set timeSync.check to off

            Failed: 3 hosts checked, 1 error, 3 warnings.
            """);
  }

  @Test
  void silentMachinesAreUnknownAndTheOthersAreTold() {
    fleet.silent.add("node-3");

    Ran check = run("check", "--json");
    assertThat(check.exit()).isEqualTo(1);
    JsonNode json = Json.parse(check.out());
    assertThat(json.get("format_version").stringValue()).isEqualTo("1.0");
    assertThat(json.get("unknown").get(0).get("host").stringValue()).isEqualTo("node-3");
    assertThat(json.get("summary").get("warnings").longValue()).isEqualTo(2);

    Ran facts = run("facts", "node-2", "node-3");
    assertThat(facts.exit()).isEqualTo(1);
    assertThat(facts.out())
        .contains("node-2  Paper 1")
        .contains("node-3  unknown")
        .contains("Error: node-3 is gone")
        .doesNotContain("node-1");
  }

  @Test
  void aCommandReachesMachinesWordByWord() {
    Ran ran = run("exec", "all", "--", "echo", "@/etc/hosts", "-x", "--format", "$(id)", "");

    assertThat(ran.exit()).isZero();
    assertThat(fleet.ran)
        .containsOnlyKeys("node-1", "node-2", "node-3")
        .containsEntry("node-2", List.of("echo", "@/etc/hosts", "-x", "--format", "$(id)", ""));
    assertThat(ran.err()).isEqualTo("3 hosts: ok\n");
  }

  @Test
  void outputStandsBehindItsMachinesNameAndFailuresAtTheEnd() {
    fleet.ends.put("node-1", new CommandResult(0, "one\ntwo", ""));
    fleet.ends.put("node-2", new CommandResult(3, "", "bad \u001b[2J\n"));
    fleet.silent.add("node-3");

    Ran ran = run("exec", "all", "--", "x");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .isEqualTo(
            """
            node-1 | one
            node-1 | two
            node-2 ! bad [2J
            node-3 ! node-3 is gone
            node-3 ! Really.
            """);
    assertThat(ran.err())
        .isEqualTo("3 hosts: 1 ok, 2 failed\n  node-2  exit 3\n  node-3  node-3 is gone\n");
    JsonNode json = Json.parse(run("exec", "all", "--json", "--", "x").out());
    assertThat(json.get("hosts").get(1).get("exit").intValue()).isEqualTo(3);
    assertThat(json.get("hosts").get(2).get("not_run").get("code").stringValue())
        .isEqualTo("unreachable");
  }

  @Test
  void nothingIsRunWhereTheConfigurationHasErrorsOrTheCommandIsUnclear() throws IOException {
    assertThat(run("exec", "all").exit()).isEqualTo(1);
    assertThat(run("exec", "nobody", "--", "x").err()).contains("There is no node \"nobody\"");
    assertThat(run("exec", "all", "--timeout", "soon", "--", "x").err()).contains("--timeout");
    Files.writeString(folder.resolve("more.yaml"), "kind: Nude\n");
    assertThat(run("exec", "all", "--", "x")).returns(1, Ran::exit);
    assertThat(fleet.ran).isEmpty();
    assertThat(fleet.asked).isEmpty();
  }

  private Ran run(String... arguments) {
    FakeTerminal terminal = new FakeTerminal("", false);
    int exit =
        GantryCommandLine.execute(
            new Context(
                terminal.terminal(), folder, new TreeMap<>(), "0.1.0", Clock.systemUTC(), fleet),
            arguments);
    return new Ran(exit, terminal.out(), terminal.err());
  }
}
