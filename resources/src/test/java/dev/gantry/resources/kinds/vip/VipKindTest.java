package dev.gantry.resources.kinds.vip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VipKindTest {
  private final SortedMap<String, NodeSpec> nodes = new TreeMap<>();
  private final SortedMap<String, VipSpec> vips = new TreeMap<>();

  @BeforeEach
  void threeNodes() {
    node("cp-1", "10.0.0.1");
    node("cp-2", "10.0.0.2");
    node("cp-3", "10.0.0.3");
  }

  @Test
  void aPlainVipHasNoProblem() {
    vip("main", usual());
    assertThat(problems()).isEmpty();
    assertThat(get("main").vrrp().advertInterval()).isEqualTo("300ms");
  }

  @Test
  void keepalivedWantsAnAddressAndExternalTakesAName() {
    vip("main", usual().with("address", Value.of("api.example.com")));
    vip("out", external("api.example.com"));
    assertThat(problems()).containsExactly("main address vip-address-is-a-name");
  }

  @Test
  void anAddressThatIsNotKnownYetIsNotJudged() {
    vip("main", usual().with("address", new Value.Unknown("X/y.address")));
    assertThat(problems()).isEmpty();
  }

  @Test
  void theAddressOfANodeIsRefusedWhateverItsSpelling() {
    node("six", "fd00::1");
    vip("main", usual().with("address", Value.of("10.0.0.2")));
    vip("six", usual().with("address", Value.of("FD00:0::1")).with("nodes", names("six")));
    vip("out", external("10.0.0.2"));
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "main address vip-address-of-node",
            "out address vip-address-of-node",
            "out address vip-address-twice",
            "six address vip-address-of-node");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "224.0.0.18", "169.254.1.1"})
  void addressesThatNobodyElseReachesAreRefused(String address) {
    vip("main", usual().with("address", Value.of(address)));
    assertThat(problems()).containsExactly("main address vip-address-unusable");
  }

  @Test
  void membersAreOfTheAddressesFamily() {
    vip("main", usual().with("address", Value.of("fd00::100")).with("nodes", names("cp-1")));
    assertThat(problems()).containsExactly("main nodes[0] vip-family");
  }

  @Test
  void membersAreThereAndOnlyOnce() {
    vip("main", usual().with("nodes", names()));
    vip("two", usual().with("address", Value.of("10.9.0.9")).with("nodes", names("cp-1", "cp-1")));
    assertThat(problems())
        .containsExactly("main nodes vip-without-nodes", "two nodes[1] vip-node-twice");
  }

  @Test
  void portsAreForwardedOnce() {
    vip(
        "main",
        usual()
            .with("extraPorts", numbers(11780, 22, 6443, 11780, 70000, 7443))
            .with("api", fields("port", Value.of(7443))));
    assertThat(problems())
        .containsExactly(
            "main extraPorts[1] vip-port-ssh",
            "main extraPorts[2] vip-port-clash",
            "main extraPorts[3] vip-port-clash",
            "main extraPorts[4] port-out-of-range",
            "main extraPorts[5] vip-port-clash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"readyz", "/a b", "/a\"b", "/x\nserver evil", "/{}", "/#"})
  void aHealthPathThatCouldBeMoreThanAPathIsRefused(String path) {
    vip("main", usual().with("health", fields("path", Value.of(path))));
    assertThat(problems()).containsExactly("main health.path vip-health-path");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 300ms, true", "3, 10ms, true", "3, 40950ms, true", "3, 40960ms, false", "3, 5ms, false",
    "3, 305ms, false", "2, 1s, true", "2, 300ms, false", "2, 1500ms, false", "2, 256s, false"
  })
  void theAdvertIntervalIsOneThatTheVersionCanSay(int version, String interval, boolean fine) {
    vip(
        "main",
        usual()
            .with(
                "vrrp",
                fields("version", Value.of(version)).with("advertInterval", Value.of(interval))));
    assertThat(problems())
        .isEqualTo(fine ? List.of() : List.of("main vrrp.advertInterval vrrp-interval"));
  }

  @Test
  void versionThreeHasNoPassword() {
    Value.Fields password = fields("password", fields("env", Value.of("VRRP_PASSWORD")));
    vip("main", usual().with("vrrp", password));
    assertThat(problems()).containsExactly("main vrrp.password vrrp-password");
    vip(
        "main",
        usual()
            .with(
                "vrrp",
                password.with("version", Value.of(2)).with("advertInterval", Value.of("1s"))));
    assertThat(problems()).isEmpty();
  }

  @Test
  void prioritiesAreThoseOfMembersInRangeAndDistinct() {
    Value.Fields priorities =
        fields("cp-1", Value.of(100))
            .with("cp-2", Value.of(100))
            .with("cp-3", Value.of(255))
            .with("cp-9", Value.of(1));
    vip("main", usual().with("vrrp", fields("priorities", priorities)));
    assertThat(problems())
        .containsExactly(
            "main vrrp.priorities.cp-2 vrrp-priority-twice",
            "main vrrp.priorities.cp-3 vrrp-priority-range",
            "main vrrp.priorities.cp-9 vrrp-priority-of-stranger");
  }

  @Test
  void prioritiesFallFrom150AroundThoseGiven() {
    vip("main", usual().with("vrrp", fields("priorities", fields("cp-3", Value.of(149)))));
    assertThat(Priorities.of(get("main")))
        .containsExactly(Map.entry("cp-1", 150), Map.entry("cp-2", 148), Map.entry("cp-3", 149));
  }

  @Test
  void twoVipsShareNoNodeAddressOrRouterId() {
    vip("a", usual().with("nodes", names("cp-1")));
    vip("b", usual().with("nodes", names("cp-1")));
    vip("c", usual().with("nodes", names("cp-2")).with("address", Value.of("10.0.0.101")));
    vip("far", usual().with("nodes", names("cp-3")).with("address", Value.of("10.8.0.1")));
    assertThat(problems())
        .containsExactly(
            "b address vip-address-twice",
            "b nodes[0] vip-shares-node",
            "b vrrp.routerId vrrp-router-id-twice",
            "c vrrp.routerId vrrp-router-id-twice",
            "c vrrp.routerId vrrp-router-id-twice");
  }

  @Test
  void aPackageIsANameAndNothingElse() {
    vip("main", usual().with("packages", names("haproxy=2.6*", "keepalived", "-y")));
    assertThat(problems())
        .containsExactly("main packages[0] package-syntax", "main packages[2] package-syntax");
  }

  private void node(String name, String address) {
    nodes.put(name, SpecReader.read(NodeSpec.class, fields("address", Value.of(address))));
  }

  private void vip(String name, Value.Fields fields) {
    vips.put(name, SpecReader.read(VipSpec.class, fields));
  }

  private VipSpec get(String name) {
    return Objects.requireNonNull(vips.get(name));
  }

  private static Value.Fields usual() {
    return fields("address", Value.of("10.0.0.100")).with("nodes", names("cp-1", "cp-2", "cp-3"));
  }

  private static Value.Fields external(String address) {
    return usual().with("mode", Value.of("external")).with("address", Value.of(address));
  }

  private static Value.Fields fields(String name, Value value) {
    return Value.Fields.empty().with(name, value);
  }

  private static Value names(String... names) {
    return Value.ofTexts(List.of(names));
  }

  private static Value numbers(int... numbers) {
    List<Value> items = new ArrayList<>();
    for (int number : numbers) {
      items.add(Value.of(number));
    }
    return new Value.Many(items);
  }

  /** Every problem as {@code vip path code}, in the order in which it is told. */
  private List<String> problems() {
    List<String> told = new ArrayList<>();
    Kind.Inventory inventory =
        new Kind.Inventory() {
          @Override
          @SuppressWarnings("unchecked")
          public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
            boolean isNode = kind.name().equals(NodeKind.KIND.name());
            return (SortedMap<String, T>) (isNode ? nodes : vips);
          }
        };
    vips.forEach(
        (name, spec) ->
            VipKind.KIND
                .rule()
                .check(
                    name,
                    spec,
                    inventory,
                    new Problems() {
                      @Override
                      public void error(
                          AttributePath path, String code, String summary, String detail) {
                        told.add(name + " " + path + " " + code);
                      }

                      @Override
                      public void warning(
                          AttributePath path, String code, String summary, String detail) {
                        told.add(name + " " + path + " " + code);
                      }
                    }));
    return told;
  }
}
