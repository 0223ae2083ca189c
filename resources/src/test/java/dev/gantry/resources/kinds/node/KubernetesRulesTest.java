package dev.gantry.resources.kinds.node;

import static dev.gantry.resources.kinds.node.Nodes.at;
import static dev.gantry.resources.kinds.node.Nodes.group;
import static dev.gantry.resources.kinds.node.Nodes.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field of the Kubernetes node: what is taken, and what every wrong value is told. */
class KubernetesRulesTest {
  @Test
  void everyFieldFilledWellHasNoProblem() {
    Value.Fields node =
        at("10.0.0.1")
            .with("ipv6Address", Value.of("fd00::1"))
            .with("displayName", Value.of("Rack 1, left"))
            .with("role", Value.of("control-plane"))
            .with("schedulable", Value.of(true))
            .with("nodeName", Value.of("ip"))
            .with("interface", Value.of("eth0"))
            .with("labels", Value.ofTexts(Map.of("topology.kubernetes.io/zone", "a", "b", "")))
            .with("annotations", Value.ofTexts(Map.of("Example.com/note", "any text\nat all")))
            .with("taints", new Value.Many(List.of(taint("dedicated", "x", "NoExecute"))))
            .with("roles", roles("infra", Value.Fields.empty()))
            .with("maxPods", Value.of(110))
            .with("kubeletExtraArgs", Value.ofTexts(Map.of("v", "4", "eviction-hard", "a<1,b<2")))
            .with("lifecycle", Value.of("immutable"));

    assertThat(problems(node)).isEmpty();
  }

  @Test
  void anIpv4AddressIsNoSecondAddress() {
    assertThat(problems(with("ipv6Address", Value.of("10.0.0.2"))))
        .containsExactly("a ipv6Address address-family: 10.0.0.2 is not an IPv6 address");
  }

  @Test
  void twoIpv6AddressesAreOneTooMany() {
    assertThat(problems(at("fd00::1").with("ipv6Address", Value.of("fd00::2"))))
        .containsExactly(
            "a ipv6Address address-family: Both addresses of the node are IPv6 addresses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "ff02::1", "fe80::1"})
  void addressesThatNoMachineCanHaveAreTold(String address) {
    assertThat(problems(with("ipv6Address", Value.of(address))))
        .containsExactly(
            "a ipv6Address not-a-host-address: " + address + " cannot be a machine's own address");
  }

  @Test
  void secondAddressesAreUniqueWhateverTheirSpelling() {
    Nodes nodes =
        new Nodes()
            .add("a", at("10.0.0.1").with("ipv6Address", Value.of("fd00::1")))
            .add("b", at("10.0.0.2").with("ipv6Address", Value.of("FD00:0::1")))
            .add("c", at("fd00::1"));

    assertThat(nodes.problems())
        .containsExactly(
            "a ipv6Address duplicate-address: Two nodes have the address fd00::1",
            "b ipv6Address duplicate-address: Two nodes have the address FD00:0::1",
            "b ipv6Address duplicate-address: Two nodes have the address FD00:0::1");
  }

  @Test
  void anIpv6AddressIsNoNodeName() {
    assertThat(problems(at("fd00::1").with("nodeName", Value.of("ip"))))
        .containsExactly("a nodeName node-name: An IPv6 address cannot be a node's name");
  }

  @Test
  void namesOfTwoKindsClashToo() {
    Nodes nodes =
        new Nodes()
            .add("a", at("10.0.0.1").with("nodeName", Value.of("ip")))
            .add("b", at("10.0.0.2").with("hostname", Value.of("10.0.0.1")));

    assertThat(nodes.problems())
        .containsExactly(
            "b nodeName duplicate-node-name: Two nodes would join Kubernetes as 10.0.0.1");
  }

  @Test
  void aDisplayNameIsNeitherEmptyNorLong() {
    String told = "a displayName display-name: A display name has 1 to 253 characters";

    assertThat(problems(with("displayName", Value.of(" ")))).containsExactly(told);
    assertThat(problems(with("displayName", Value.of("x".repeat(254))))).containsExactly(told);
  }

  @Test
  void aWorkerIsSchedulable() {
    assertThat(problems(with("schedulable", Value.of(false))))
        .containsExactly(
            "a schedulable worker-not-schedulable: A worker is there to run applications");
    assertThat(problems(with("schedulable", Value.of(true)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kubernetes.io/hostname                | The label kubernetes.io/hostname is the kubelet's own
          node-role.kubernetes.io/control-plane | The label node-role.kubernetes.io/control-plane says what a node's role is
          node-role.kubernetes.io/infra         | The label node-role.kubernetes.io/infra says what a node's role is
          """)
  void labelsOfOthersAreRefused(String key, String summary) {
    assertThat(problems(with("labels", Value.ofTexts(Map.of(key, "x")))))
        .containsExactly("a labels[\"" + key + "\"] label-reserved: " + summary);
  }

  @Test
  void annotationsAreCheckedAsKubernetesDoes() {
    assertThat(problems(with("annotations", Value.ofTexts(Map.of("bad key", "x")))))
        .containsExactly(
            "a annotations[\"bad key\"] annotation-syntax: \"bad key\" is not an annotation key");
    assertThat(problems(with("annotations", Value.ofTexts(Map.of("gantry.dev/display-name", "")))))
        .containsExactly(
            "a annotations[\"gantry.dev/display-name\"] annotation-reserved: The annotation"
                + " gantry.dev/display-name carries displayName");
    String large = "x".repeat(256 * 1024);
    assertThat(problems(with("annotations", Value.ofTexts(Map.of("k", large)))))
        .containsExactly("a annotations annotations-too-large: Annotations of 262145 bytes");
  }

  @Test
  void aTaintOfAKeyAndAnEffectStandsOnce() {
    Value taints =
        new Value.Many(
            List.of(
                taint("k", "1", "NoSchedule"),
                taint("k", "2", "NoExecute"),
                taint("k", "3", "NoSchedule"),
                taint("node-role.kubernetes.io/infra", "", "NoSchedule"),
                taint("-k", "no spaces", "NoSchedule")));

    assertThat(problems(with("taints", taints).with("roles", roles("infra", Value.Fields.empty()))))
        .containsExactly(
            "a taints[2] duplicate-taint: The node has a taint k with NoSchedule already",
            "a taints[3] duplicate-taint: The node has a taint node-role.kubernetes.io/infra with"
                + " NoSchedule already",
            "a taints[4].key taint-syntax: \"-k\" is not a taint's key",
            "a taints[4].value taint-syntax: \"no spaces\" is not a taint's value");
  }

  @Test
  void rolesHaveTheFormOfALabelsName() {
    Value.Fields value = group(Map.of("value", Value.of("a b")));

    assertThat(problems(with("roles", roles("in/fra", Value.Fields.empty()))))
        .containsExactly("a roles[\"in/fra\"] role-syntax: \"in/fra\" is not a role");
    assertThat(problems(with("roles", roles("log", value))))
        .containsExactly("a roles.log.value taint-syntax: \"a b\" is not a taint's value");
    assertThat(problems(with("roles", roles("master", Value.Fields.empty()))))
        .containsExactly(
            "a roles.master role-reserved: The role master is what a control plane has");
    assertThat(problems(with("roles", roles("worker", Value.Fields.empty()))))
        .containsExactly(
            "a roles.worker warning worker-tainted: The role worker keeps ordinary applications"
                + " away");
  }

  @Test
  void manyPodsAreAWarning() {
    assertThat(problems(with("maxPods", Value.of(257))))
        .containsExactly("a maxPods warning many-pods: 257 pods on one node");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--v", "V", "a b", "a=b", "-", ""})
  void kubeletFlagsAreWrittenWithoutDashes(String flag) {
    assertThat(problems(with("kubeletExtraArgs", Value.ofTexts(Map.of(flag, "1")))))
        .singleElement()
        .asString()
        .endsWith("kubelet-flag-syntax: \"" + flag + "\" is not a kubelet flag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cgroup-driver",
        "container-runtime-endpoint",
        "hostname-override",
        "max-pods",
        "node-ip",
        "node-labels",
        "register-with-taints"
      })
  void flagsThatFieldsSetAreRefusedByName(String flag) {
    assertThat(problems(with("kubeletExtraArgs", Value.ofTexts(Map.of(flag, "1")))))
        .containsExactly(
            "a kubeletExtraArgs."
                + flag
                + " kubelet-flag-taken: Gantry sets the kubelet's --"
                + flag);
  }

  @Test
  void aFlagsValueIsOneLine() {
    assertThat(problems(with("kubeletExtraArgs", Value.ofTexts(Map.of("v", "4\n--x=1")))))
        .containsExactly(
            "a kubeletExtraArgs.v line-syntax: \"4\uFFFD--x=1\" is not a flag's value");
  }

  private static List<String> problems(Value.Fields node) {
    return new Nodes().add("a", node).problems();
  }

  private static Value taint(String key, String value, String effect) {
    return group(
        Map.of("key", Value.of(key), "value", Value.of(value), "effect", Value.of(effect)));
  }

  private static Value.Fields roles(String name, Value.Fields role) {
    SortedMap<String, Value> roles = new TreeMap<>();
    roles.put(name, role);
    return new Value.Fields(roles);
  }
}
