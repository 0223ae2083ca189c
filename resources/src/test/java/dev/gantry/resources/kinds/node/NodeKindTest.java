package dev.gantry.resources.kinds.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeKindTest {
  private final SortedMap<String, NodeSpec> nodes = new TreeMap<>();

  @Test
  void plainNodesHaveNoProblem() {
    node("cp-1", address("10.0.0.1"));
    node("cp-2", address("10.0.0.2"));

    assertThat(problems()).isEmpty();
  }

  @Test
  void theSameAddressIsToldOnceWhateverItsSpelling() {
    node("a", address("fd00::1"));
    node("b", address("FD00:0:0::1"));

    assertThat(problems()).containsExactly("b address duplicate-address");
  }

  @Test
  void theSameEndpointIsToldUnlessPortsDiffer() {
    node("a", address("10.0.0.1").with("connectAddress", Value.of("gate.example")));
    node("b", address("10.0.0.2").with("connectAddress", Value.of("GATE.example")));
    Value.Fields other = Value.Fields.empty().with("port", Value.of(2222));
    node(
        "c",
        address("10.0.0.3").with("connectAddress", Value.of("gate.example")).with("ssh", other));

    assertThat(problems()).containsExactly("b connectAddress duplicate-endpoint");
  }

  @Test
  void aHostnameOfAnothersNameIsTold() {
    node("a", address("10.0.0.1"));
    node("b", address("10.0.0.2").with("hostname", Value.of("a")));

    assertThat(problems()).containsExactly("b hostname duplicate-hostname");
  }

  @Test
  void aPasswordIsForSudoOnly() {
    Value.Fields secret = Value.Fields.empty().with("env", Value.of("BECOME"));
    for (String method : List.of("auto", "sudo", "doas", "root")) {
      Value.Fields privilege =
          Value.Fields.empty().with("method", Value.of(method)).with("password", secret);
      node(method, address("10.0.1." + method.length()).with("privilege", privilege));
    }
    nodes.remove("auto");

    assertThat(problems())
        .contains(
            "doas privilege.password doas-password", "root privilege.password useless-password")
        .noneMatch(problem -> problem.startsWith("sudo privilege"));
  }

  @Test
  void addressesThatAreNotKnownYetDoNotClash() {
    node("a", Value.Fields.empty().with("address", new Value.Unknown("X/y.address")));
    node("b", Value.Fields.empty().with("address", new Value.Unknown("X/z.address")));

    assertThat(problems()).isEmpty();
  }

  @Test
  void aWaiverNamesACheckOnceAndSaysWhy() {
    node(
        "a",
        address("10.0.0.1")
            .with(
                "checks",
                Value.Fields.empty()
                    .with(
                        "waive",
                        new Value.Many(
                            List.of(
                                waiver("NodeSwap", "known"),
                                waiver("NodeSwap", "known"),
                                waiver("nodeswap", "known"),
                                waiver("Port-6443", " "))))));

    assertThat(problems())
        .containsExactly(
            "a checks.waive[1].name duplicate-item",
            "a checks.waive[2].name unknown-check",
            "a checks.waive[3].reason no-reason");
  }

  private static Value waiver(String name, String reason) {
    return Value.Fields.empty().with("name", Value.of(name)).with("reason", Value.of(reason));
  }

  @Test
  void pinWantsAKey() {
    Value.Fields hostKey = Value.Fields.empty().with("policy", Value.of("pin"));
    node("a", address("10.0.0.1").with("ssh", Value.Fields.empty().with("hostKey", hostKey)));

    assertThat(problems()).containsExactly("a ssh.hostKey missing-host-key");
  }

  @Test
  void theSameAddressBehindAnotherJumpHostIsAnotherMachine() {
    Value.Fields gate = address("10.0.0.1").with("connectAddress", Value.of("192.168.0.1"));
    node("a", gate);
    node(
        "b",
        gate.with("address", Value.of("10.0.0.2"))
            .with("ssh", jumping(Value.Fields.empty().with("address", Value.of("bastion")))));

    assertThat(problems()).isEmpty();
  }

  @Test
  void whatIsWrongWithAJumpHostIsToldAtItsPlace() {
    Value.Fields pin =
        Value.Fields.empty()
            .with("address", Value.of("bastion"))
            .with("user", Value.of("-oProxyCommand"))
            .with("hostKey", Value.Fields.empty().with("policy", Value.of("pin")));
    node("a", address("10.0.0.1").with("ssh", jumping(pin)));

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "a ssh.jump[0].user user-syntax", "a ssh.jump[0].hostKey missing-host-key");
  }

  @Test
  void aProxyIsASocksUrlWithItsLoginBesideIt() {
    List<String> wrong =
        List.of(
            "http://a:1",
            "socks5://u:p@a:1",
            "socks5://a:0",
            "socks5://a/x",
            "socks5://a?x",
            "a:1080",
            "socks5://");
    wrong.forEach(
        url ->
            node(
                "n" + wrong.indexOf(url),
                address("10.0.0.1" + wrong.indexOf(url)).with("proxy", proxy(url))));
    node("b", address("10.0.1.1").with("proxy", proxy("socks5://[fd00::1]")));
    node("c", address("10.0.1.2").with("proxy", proxy("socks5h://gate:9050/")));
    node(
        "d",
        address("10.0.1.3").with("proxy", proxy("socks5://a").with("username", Value.of("u"))));

    assertThat(problems())
        .hasSize(wrong.size() + 1)
        .contains("d proxy proxy-login")
        .filteredOn(problem -> problem.endsWith("proxy.url proxy-url"))
        .hasSize(wrong.size());
  }

  private static Value.Fields jumping(Value.Fields jump) {
    return Value.Fields.empty().with("jump", new Value.Many(List.of(jump)));
  }

  private static Value.Fields proxy(String url) {
    return Value.Fields.empty().with("url", Value.of(url));
  }

  @Test
  void labelsAreCheckedAsKubernetesDoes() {
    Value.Fields labels =
        Value.ofTexts(
            Map.of("gantry.dev/rack", "r1", "-bad", "x", "Upper/name", "x", "zone", "no spaces"));
    node("a", address("10.0.0.1").with("labels", labels));

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "a labels[\"-bad\"] label-syntax",
            "a labels[\"Upper/name\"] label-syntax",
            "a labels.zone label-syntax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(touch x)", "a;b", "a b", "../x", "-r", "", "a\nb", "`x`", "é"})
  void hostileModulesAndPackagesAndKeysAreRefused(String text) {
    Value one = Value.ofTexts(List.of(text));
    Value.Fields keyed = Value.Fields.empty().with(text, Value.of("1"));
    node(
        "a",
        address("10.0.0.1")
            .with("kernel", Value.Fields.empty().with("modules", one).with("sysctls", keyed))
            .with("packages", Value.Fields.empty().with("install", one).with("files", one))
            .with(
                "hostsFile",
                Value.Fields.empty()
                    .with("extra", Value.Fields.empty().with(text, Value.of("10.0.0.9"))))
            .with(
                "runtime",
                Value.Fields.empty().with("packages", one).with("sandboxImage", Value.of(text))));

    assertThat(problems())
        .extracting(problem -> problem.substring(problem.lastIndexOf(' ') + 1))
        .contains(
            "module-syntax",
            "sysctl-syntax",
            "package-file-syntax",
            "host-name-syntax",
            "image-syntax")
        .filteredOn("package-syntax"::equals)
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"net.ipv4.ip_forward", "net.ipv4.conf.eth0/100.rp_filter", "net/ipv4/ip_forward"})
  void sysctlKeysOfAllWritingsAreTaken(String key) {
    Value.Fields sysctls = Value.Fields.empty().with(key, Value.of("1"));
    node("a", address("10.0.0.1").with("kernel", Value.Fields.empty().with("sysctls", sysctls)));

    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.../../etc/passwd", "/etc/passwd", "net/../../x", "net..x", "net"})
  void sysctlKeysThatLeaveProcSysAreRefused(String key) {
    Value.Fields sysctls = Value.Fields.empty().with(key, Value.of("1"));
    node("a", address("10.0.0.1").with("kernel", Value.Fields.empty().with("sysctls", sysctls)));

    assertThat(problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "debs/containerd.io_1.7.27-1_amd64.deb",
        "socat_1.7.4.4-2+b1_arm64.deb",
        "x_1%3a2.0~rc1-1_all.deb",
        "containerd.io-1.7.27-3.1.el9.x86_64.rpm"
      })
  void packageFilesAsManagersNameThemAreTaken(String file) {
    Value files = Value.ofTexts(List.of(file));
    node("a", address("10.0.0.1").with("packages", Value.Fields.empty().with("files", files)));

    assertThat(problems()).isEmpty();
  }

  @Test
  void forwardingTurnedOffIsAWarning() {
    Value.Fields sysctls = Value.Fields.empty().with("net.ipv4.ip_forward", Value.of("0"));
    node("a", address("10.0.0.1").with("kernel", Value.Fields.empty().with("sysctls", sysctls)));

    assertThat(problems())
        .containsExactly("a kernel.sysctls[\"net.ipv4.ip_forward\"] warning kubernetes-needs");
  }

  @Test
  void listsHoldNothingTwice() {
    Value twice = Value.ofTexts(List.of("jq", "jq"));
    node("a", address("10.0.0.1").with("packages", Value.Fields.empty().with("install", twice)));

    assertThat(problems()).containsExactly("a packages.install[1] duplicate-item");
  }

  @Test
  void anUnspecifiedAddressIsNoMachine() {
    node("a", address("0.0.0.0"));

    assertThat(problems()).containsExactly("a address not-a-host-address");
  }

  private static Value.Fields address(String address) {
    return Value.Fields.empty().with("address", Value.of(address));
  }

  private void node(String name, Value.Fields fields) {
    nodes.put(name, SpecReader.read(NodeSpec.class, fields));
  }

  /** Every problem of every node: {@code name path code}. */
  private List<String> problems() {
    List<String> found = new ArrayList<>();
    Kind.Inventory fleet = new Fleet();
    nodes.forEach(
        (name, spec) -> NodeKind.KIND.rule().check(name, spec, fleet, new Collected(name, found)));
    return found;
  }

  private final class Fleet implements Kind.Inventory {
    @Override
    public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
      SortedMap<String, T> all = new TreeMap<>();
      nodes.forEach((name, spec) -> all.put(name, kind.spec().cast(spec)));
      return all;
    }
  }

  private record Collected(String name, List<String> found) implements Problems {
    @Override
    public void error(AttributePath path, String code, String summary, String detail) {
      found.add(name + " " + path + " " + code);
    }

    @Override
    public void warning(AttributePath path, String code, String summary, String detail) {
      found.add(name + " " + path + " warning " + code);
    }
  }
}
