package dev.gantry.providers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real /bin/sh reads back what the quoter wrote. */
final class QuotingTest {
  private static final int ROUNDS = 60;
  private static final String LOVED_BY_SHELLS = "'\"\\$`!*?[]{}()<>|&;#~=%^ \t\n\r-\u0001\u007f";

  @Test
  void anyArgumentsComeBackAsTheyWere() throws Exception {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < ROUNDS; round++) {
      List<String> arguments = arguments(random);
      assertThat(echoed(arguments)).as("seed %d, round %d", seed, round).isEqualTo(arguments);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$(touch /tmp/x)",
        "`id`",
        "'; rm -rf /; '",
        "a\nb\n",
        "-n",
        "--",
        "~root",
        "A=b",
        "ümläut€😀",
        "\\",
        "!!",
        "%s"
      })
  void hostileArgumentsStayData(String argument) throws Exception {
    assertThat(echoed(List.of(argument))).containsExactly(argument);
  }

  @Test
  void anAssignmentIsNotTakenForOneInFirstPlace() {
    assertThat(Quoting.line(List.of("A=b", "c"))).isEqualTo("'A=b' c");
  }

  @Test
  void plainWordsStayReadable() {
    assertThat(Quoting.line(List.of("systemctl", "is-active", "haproxy.service")))
        .isEqualTo("systemctl is-active haproxy.service");
  }

  @Test
  void aNulIsRefused() {
    assertThatThrownBy(() -> Quoting.line(List.of("a\0b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> arguments(RandomGenerator random) {
    List<String> arguments = new ArrayList<>();
    int count = random.nextInt(1, 20);
    for (int index = 0; index < count; index++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(0, 40);
      for (int at = 0; at < length; at++) {
        text.appendCodePoint(codePoint(random));
      }
      arguments.add(text.toString());
    }
    return arguments;
  }

  private static int codePoint(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> LOVED_BY_SHELLS.codePointAt(random.nextInt(LOVED_BY_SHELLS.length()));
      case 1 -> random.nextInt(1, 0x80);
      default -> random.nextInt(0xE000, 0x110000);
    };
  }

  /** printf ends each argument with a NUL, which no argument can have. */
  private static List<String> echoed(List<String> arguments) throws Exception {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/printf", "%s\\0"));
    argv.addAll(arguments);
    Process shell = new ProcessBuilder("/bin/sh", "-c", Quoting.line(argv)).start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return List.of(out.substring(0, out.length() - 1).split("\0", -1));
  }
}
