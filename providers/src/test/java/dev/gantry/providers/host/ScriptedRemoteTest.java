package dev.gantry.providers.host;

import static dev.gantry.providers.host.ScriptedRemote.startsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ScriptedRemoteTest {
  @Test
  void theFirstRuleThatMatchesAnswers() throws Exception {
    ScriptedRemote remote =
        ScriptedRemote.on("cp-1")
            .when(startsWith("systemctl is-active kubelet"))
            .exits(3)
            .when(startsWith("systemctl"))
            .prints("fine\n")
            .elseFail();
    assertThat(remote.run(Command.of("systemctl", "is-active", "kubelet")).exit()).isEqualTo(3);
    assertThat(remote.run(Command.of("systemctl", "reload", "x")).stdout()).isEqualTo("fine\n");
    assertThat(remote.lines()).containsExactly("systemctl is-active kubelet", "systemctl reload x");
  }

  @Test
  void anUnexpectedCommandFailsTheTest() {
    ScriptedRemote remote = ScriptedRemote.on("cp-1").elseFail();
    assertThatThrownBy(() -> remote.run(Command.of("reboot")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("reboot");
  }

  @Test
  void aHostThatIsDownAnswersNothing() throws Exception {
    ScriptedRemote remote = ScriptedRemote.on("cp-1").elseSucceed().goesDown();
    assertThatThrownBy(() -> remote.put(RemoteFile.text("/etc/x", "y")))
        .isInstanceOf(RemoteException.class);
    assertThat(remote.comesBack().run(Command.of("true")).ok()).isTrue();
    assertThat(remote.puts()).isEmpty();
  }
}
