package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.SshSpec;
import dev.gantry.resources.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of sudo's words; sudo itself is asked on the lab. */
final class PrivilegeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no-sudo      | ''                                                    | ''  | no sudo on it
          none         | ''                                                    | ''  | neither sudo nor doas
          not-root     | ''                                                    | ''  | privilege.method is root
          doas-refused | doas: Operation not permitted                         | ''  | permit nopass ops
          refused      | sudo: a password is required                          | ''  | name it in spec.privilege.password
          refused      | sudo: sorry, you must have a tty to run sudo          | pw  | !requiretty
          refused      | Sorry, try again. sudo: 1 incorrect password attempt  | pw  | did not take the password
          refused      | ops is not in the sudoers file.                       | pw  | NOPASSWD
          """)
  void everyRefusalSaysWhatToDo(String word, String said, String password, String expected) {
    Optional<String> given = Optional.of(password).filter(it -> !it.isEmpty());
    Diagnostic refusal = Sudo.refusal(machine(), word, said, given);
    assertThat(refusal.code()).isEqualTo("sudo-refused");
    assertThat(refusal.summary()).isEqualTo("ops cannot become root on cp-1");
    assertThat(refusal.detail()).contains(expected);
  }

  @Test
  void aPasswordIsNotInWhatIsShownOfIt() {
    assertThat(new Elevation.SudoWithPassword("hunter2")).asString().doesNotContain("hunter2");
    assertThat(new Elevation.SudoWithPassword("hunter2").told())
        .isEqualTo("root by sudo, with a password");
  }

  @Test
  void aMarkIsFoundHoweverItArrives() throws IOException {
    byte[] all = "lecture\nMARK\nafter".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= all.length; cut++) {
      BoundedOutput after = output();
      Marked marked = new Marked("MARK", output(), after);
      marked.write(all, 0, cut);
      marked.write(all, cut, all.length - cut);
      assertThat(marked.passed()).isTrue();
      assertThat(after.text()).isEqualTo("after");
      marked.close();
    }
  }

  @Test
  void withoutAMarkAllOfItIsWhatStandsBefore() throws IOException {
    try (Marked marked = new Marked("MARK", output(), output())) {
      marked.write("sudo: no, hunter2".getBytes(StandardCharsets.UTF_8));
      assertThat(marked.passed()).isFalse();
      assertThat(marked.before()).isEqualTo("sudo: no, (hidden)");
    }
  }

  private static BoundedOutput output() {
    return new BoundedOutput(BoundedOutput.Keep.LAST, 1000, List.of("hunter2"));
  }

  private static Machine machine() {
    SshSpec ssh =
        SpecReader.read(SshSpec.class, Value.Fields.empty().with("user", Value.of("ops")));
    return new Machine(new HostName("cp-1"), "10.0.0.1", ssh, Optional.empty());
  }
}
