package dev.gantry.providers.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Law 3, for any specs one after another on one machine, and the machine as it was at the end. */
class NodeSpecsInARowTest {
  private static final Value.Fields PLAIN =
      Value.Fields.empty()
          .with("address", Value.of("10.0.0.1"))
          .with("role", Value.of("control-plane"));

  @Test
  void anySpecsInARowEndAsPlannedAndAreGivenBack() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      NodeBench some = new NodeBench();
      String fresh = some.machine().picture();
      Value.Fields last = PLAIN;
      List<Value.Fields> row = new ArrayList<>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        last = anySpec(random);
        row.add(last);
        try {
          some.apply(last);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", specs " + row, e);
        }
      }
      some.destroy(last);
      assertThat(some.machine().picture()).as("seed %d, specs %s", seed, row).isEqualTo(fresh);
      assertThat(some.machine().ledger().isEmpty()).as("seed %d", seed).isTrue();
    }
  }

  private static Value.Fields anySpec(SplittableRandom random) {
    Value.Fields kernel =
        Value.Fields.empty()
            .with("modules", some(random, "overlay", "br_netfilter", "ip_vs"))
            .with("swapOff", Value.of(random.nextBoolean()));
    if (random.nextBoolean()) {
      kernel =
          kernel.with(
              "sysctls",
              Value.ofTexts(
                  Map.of(
                      "net/ipv4/ip_local_port_range",
                      "1024 " + random.nextInt(2000, 60000),
                      "vm.max_map_count",
                      "" + random.nextInt(65530, 70000))));
    }
    Value.Fields runtime =
        Value.Fields.empty()
            .with("type", Value.of(random.nextInt(4) == 0 ? "none" : "containerd"))
            .with("cgroupDriver", Value.of(random.nextBoolean() ? "systemd" : "cgroupfs"))
            .with("sandboxImage", Value.of("registry.example/pause:" + random.nextInt(3)));
    if (random.nextBoolean()) {
      runtime =
          runtime.with(
              "settings",
              Value.ofTexts(
                  Map.of("cri.registry.config_path", "/etc/certs.d", "debug.level", "info")));
    }
    List<String> entries = List.of("none", "self", "control-planes", "fleet");
    return PLAIN
        .with("hostname", Value.of("host-" + random.nextInt(3)))
        .with("kernel", kernel)
        .with("runtime", runtime)
        .with("packages", Value.Fields.empty().with("install", some(random, "jq", "socat", "curl")))
        .with(
            "hostsFile",
            Value.Fields.empty()
                .with("entries", Value.of(entries.get(random.nextInt(4))))
                .with(
                    "extra", Value.ofTexts(Map.of("registry.lan", "10.0.0." + random.nextInt(9)))));
  }

  private static Value some(SplittableRandom random, String... texts) {
    return Value.ofTexts(Arrays.stream(texts).filter(text -> random.nextBoolean()).toList());
  }
}
