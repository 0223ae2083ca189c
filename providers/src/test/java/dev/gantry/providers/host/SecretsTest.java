package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir private Path folder;
  private Secrets secrets;

  @BeforeEach
  void setUp() {
    secrets =
        new Secrets(
            new Workstation(folder, folder, new TreeMap<>(Map.of("PASSWORD", "from env\n"))));
  }

  @Test
  void theEnvironmentIsTakenAsItIs() throws Exception {
    assertThat(secrets.read(env("PASSWORD"))).isEqualTo("from env\n");
  }

  @Test
  void aFileLosesOneLineBreak() throws Exception {
    Files.writeString(folder.resolve("secret"), "two\n\n");
    assertThat(secrets.read(file("secret"))).isEqualTo("two\n");
    assertThat(secrets.read(file("~/secret"))).isEqualTo("two\n");
    assertThat(secrets.read(file(folder.resolve("secret").toString()))).isEqualTo("two\n");
  }

  @Test
  void aCommandsOutputIsTheSecretAndNoShellIsInvolved() throws Exception {
    assertThat(secrets.read(command("printf", "%s\\n", "$(id) 'x'"))).isEqualTo("$(id) 'x'");
  }

  @Test
  void whatCannotBeReadIsNamedWithoutItsContent() {
    assertThatThrownBy(() -> secrets.read(env("MISSING")))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("MISSING");
    assertThatThrownBy(() -> secrets.read(file("nowhere"))).hasMessageContaining("nowhere");
    assertThatThrownBy(() -> secrets.read(command("no-such-program-here")))
        .hasMessageContaining("no-such-program-here");
    assertThatThrownBy(() -> secrets.read(command("sh", "-c", "echo hunter2; exit 4")))
        .isInstanceOf(DiagnosticException.class)
        .hasMessageContaining("exit status 4")
        .hasMessageNotContaining("hunter2");
  }

  private static SecretSource env(String name) {
    return new SecretSource(Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static SecretSource file(String name) {
    return new SecretSource(Optional.empty(), Optional.of(name), Optional.empty());
  }

  private static SecretSource command(String... argv) {
    return new SecretSource(Optional.empty(), Optional.empty(), Optional.of(List.of(argv)));
  }
}
