package dev.gantry.resources.kinds.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks and endpoints as they are written. */
class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.244.0.0/16, true",
    "10.244.1.0/16, false",
    "0.0.0.0/0, true",
    "10.0.0.0/33, false",
    "10.0.0.0, false",
    "fd00::/48, true",
    "fd00::1/48, false",
    "x/8, false",
  })
  void aNetworkHasNoBitsBeyondItsPrefix(String text, boolean valid) {
    assertThat(Cidr.parse(text).isPresent()).isEqualTo(valid);
  }

  /** Small networks of 0.0.0.0/24, compared address by address. */
  @Test
  void overlapsIsWhatCountingSays() {
    long seed = Long.getLong("gantry.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      int[] left = network(random);
      int[] right = network(random);
      boolean shared =
          left[0] < right[0] + (1 << (32 - right[1])) && right[0] < left[0] + (1 << (32 - left[1]));
      assertThat(cidr(left).overlaps(cidr(right))).as("-Dgantry.seed=%d", seed).isEqualTo(shared);
      assertThat(cidr(right).overlaps(cidr(left))).isEqualTo(shared);
    }
  }

  private static int[] network(SplittableRandom random) {
    int prefix = random.nextInt(25, 33);
    int size = 1 << (32 - prefix);
    return new int[] {random.nextInt(256 / size) * size, prefix};
  }

  private static Cidr cidr(int... network) {
    return Cidr.parse("0.0.0." + network[0] + "/" + network[1]).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1:6443",
    "api.example.org:8443, api.example.org:8443",
    "fd00::1, [fd00::1]:6443",
    "[fd00::1]:8443, [fd00::1]:8443",
  })
  void anEndpointHasAHostAndAPort(String text, String written) {
    assertThat(HostAndPort.parse(text).map(HostAndPort::toString)).contains(written);
  }

  @ParameterizedTest
  @CsvSource({"a b", "api:0", "api:99999", "https://api", "'[api]:1'"})
  void whatIsNoEndpointIsRefused(String text) {
    assertThat(HostAndPort.parse(text)).isEmpty();
  }
}
