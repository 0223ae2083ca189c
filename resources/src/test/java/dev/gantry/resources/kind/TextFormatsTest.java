package dev.gantry.resources.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextFormatsTest {
  @ParameterizedTest
  @CsvSource({
    "IP, 10.0.0.1",
    "IP, fd00::1",
    "IP, ::",
    "CIDR, 10.0.0.0/8",
    "CIDR, fd00::/64",
    "CIDR, 0.0.0.0/0",
    "HOST, 10.0.0.1",
    "HOST, k8s.example.org",
    "HOST, K8S",
    "HOST, fe80::1%eth0.100",
    "HOSTNAME, cp-1",
    "HOSTNAME, cp-1.lab",
    "INTERFACE, eth0",
    "INTERFACE, eth0.100",
    "ABSOLUTE_PATH, /etc/ssl",
    "DURATION, 300ms",
    "DURATION, 1h30m",
    "KERNEL_MODULE, br_netfilter",
    "RECIPIENT, gantry1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0sug7rsc",
    "LINE, a b"
  })
  void itHasTheForm(TextFormat format, String text) {
    assertThat(TextFormats.missed(format, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IP, 10.0.0.256",
    "IP, 10.0.0",
    "IP, 010.0.0.1",
    "IP, example.org",
    "IP, fe80::1%eth0",
    "IP, ''",
    "CIDR, 10.0.0.0",
    "CIDR, 10.0.0.0/33",
    "CIDR, fd00::/129",
    "CIDR, 10.0.0.0/08",
    "HOST, 10.0.0.300",
    "HOST, a..b",
    "HOST, 10.0.0.1%eth0",
    "HOST, fe80::1%",
    "HOST, fe80::1%a b",
    "IP, fe80::1%eth0",
    "HOST, -a",
    "HOST, a_b",
    "HOST, ''",
    "HOSTNAME, CP",
    "HOSTNAME, a-",
    "INTERFACE, sixteen-letters0",
    "INTERFACE, a/b",
    "INTERFACE, ..",
    "ABSOLUTE_PATH, etc",
    "ABSOLUTE_PATH, /etc/../x",
    "DURATION, 5",
    "DURATION, ''",
    "DURATION, 5d",
    "DURATION, -1s",
    "KERNEL_MODULE, 'a b'",
    "KERNEL_MODULE, --x"
  })
  void itHasNotTheForm(TextFormat format, String text) {
    assertThat(TextFormats.missed(format, text)).isPresent();
  }

  @Test
  void controlCharactersAreNoText() {
    assertThat(TextFormats.missed(TextFormat.LINE, "a\nb")).isPresent();
    assertThat(TextFormats.missed(TextFormat.ABSOLUTE_PATH, "/a\u0000b")).isPresent();
    assertThat(TextFormats.unprintable("a\u001bb")).isTrue();
    assertThat(TextFormats.unprintable("a\n\tb")).isFalse();
  }

  @Test
  void durationsAddUp() {
    assertThat(Durations.parse("300ms")).isEqualTo(Duration.ofMillis(300));
    assertThat(Durations.parse("1h2m3s4ms")).isEqualTo(Duration.parse("PT1H2M3.004S"));
    assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("soon"));
  }
}
