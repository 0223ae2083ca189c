package dev.gantry.providers.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a Node's fields do beyond the preparation that every machine gets. */
class NodeFieldsTest {
  private static final Value.Fields PLAIN =
      Value.Fields.empty()
          .with("address", Value.of("10.0.0.1"))
          .with("role", Value.of("control-plane"));

  private final NodeBench bench = new NodeBench();

  @Test
  void aSecondAddressIsALineOfItsOwnInTheHostsFile() throws Exception {
    bench.apply(PLAIN.with("ipv6Address", Value.of("fd00::1")));

    assertThat(bench.machine().picture())
        .contains(
            "# BEGIN gantry Node/cp-1\n10.0.0.1 cp-1\nfd00::1 cp-1\n# END gantry Node/cp-1\n");
    assertThat(bench.apply(PLAIN)).containsExactly("write-hosts-file");
    assertThat(bench.machine().picture()).doesNotContain("fd00::1 cp-1");
  }

  @Test
  void anAddressOfTheFleetsOthersIsListedInBothFamilies() throws Exception {
    bench.neighbour(
        "cp-2",
        Value.Fields.empty()
            .with("address", Value.of("10.0.0.2"))
            .with("ipv6Address", Value.of("fd00::2"))
            .with("role", Value.of("control-plane")));
    bench.apply(PLAIN);

    assertThat(bench.machine().picture()).contains("10.0.0.2 cp-2\nfd00::2 cp-2\n");
  }

  @Test
  void aSecondAddressThatTheMachineLacksIsAnError() {
    assertThat(errors(PLAIN.with("ipv6Address", Value.of("fd00::9"))))
        .containsExactly("address-not-on-host: The machine does not have the address fd00::9");
  }

  @Test
  void theInterfaceIsTheGivenOneElseTheDefaultRoutes() {
    assertThat(bench.expect(PLAIN).attributes().text("networkInterface")).contains("eth0");
    Expectation given = bench.expect(PLAIN.with("interface", Value.of("eth1")));

    assertThat(given.attributes().text("networkInterface")).contains("eth1");
    assertThat(given.diagnostics())
        .filteredOn(told -> told.code().equals("interface-without-address"))
        .singleElement()
        .satisfies(
            told ->
                assertThat(told.summary())
                    .isEqualTo("The interface eth1 does not have the address 10.0.0.1"));
    assertThat(errors(PLAIN.with("interface", Value.of("ens9"))))
        .containsExactly("interface-not-on-host: The machine has no network interface ens9");
  }

  @Test
  void aDefaultRouteOverAnotherInterfaceIsAWarning() {
    bench
        .machine()
        .interfaces(
            "[{\"ifname\":\"eth0\",\"addr_info\":[{\"local\":\"10.0.2.15\"}]},"
                + "{\"ifname\":\"eth1\",\"addr_info\":[{\"local\":\"10.0.0.1\"}]}]");

    assertThat(bench.expect(PLAIN).diagnostics())
        .extracting(Diagnostic::code)
        .contains("interface-without-address");
  }

  @Test
  void aRenamedNodeKeepsItsMachineAndGivesAllOfItBack() throws Exception {
    String fresh = bench.machine().picture();
    Value.Fields named = PLAIN.with("hostname", Value.of("cp-1"));
    bench.apply(named);
    bench.rename("db-1");

    assertThat(errors(named)).isEmpty();
    assertThat(changed(bench.plan(named))).containsExactly("mark");
    assertThat(bench.apply(named)).containsExactly("claim-machine");
    assertThat(bench.machine().picture())
        .contains("# BEGIN gantry Node/db-1\n10.0.0.1 cp-1\n# END gantry Node/db-1\n")
        .doesNotContain("Node/cp-1");
    bench.destroy(named);
    assertThat(bench.machine().picture()).isEqualTo(fresh);
    assertThat(bench.machine().ledger().isEmpty()).isTrue();
  }

  @Test
  void aMachineOfANodeThatIsStillThereIsNoRenamedOne() throws Exception {
    bench.apply(PLAIN);
    bench.rename("db-1");
    bench.neighbour("cp-1", Value.Fields.empty().with("address", Value.of("10.0.0.9")));

    assertThat(errors(PLAIN))
        .containsExactly("machine-taken: The machine is already prepared as Node/cp-1");
  }

  @Test
  void fieldsOfTheClusterAreRecordedWithoutAStep() throws Exception {
    bench.apply(PLAIN);
    Value.Fields infra = Value.Fields.empty().with("infra", Value.Fields.empty());
    Value.Fields more =
        PLAIN
            .with("roles", infra)
            .with("maxPods", Value.of(64))
            .with("schedulable", Value.of(true))
            .with("displayName", Value.of("left"))
            .with("annotations", Value.ofTexts(Map.of("a", "b")));

    assertThat(bench.apply(more)).isEmpty();
    Value.Fields kubernetes = bench.expect(more).attributes().fields("kubernetes");
    assertThat(kubernetes.fields("labels").text("node-role.kubernetes.io/infra")).contains("");
    assertThat(kubernetes.fields("kubeletExtraArgs").text("max-pods")).contains("64");
  }

  @Test
  void whatOnlyApplyTellsIsUnknownUntilThen() {
    Value.Fields rack = Value.Fields.empty().with("rack", new Value.Unknown("Node/x.facts.os"));
    Value.Fields later = PLAIN.with("labels", rack);

    assertThat(bench.expect(later).attributes().find("kubernetes"))
        .containsInstanceOf(Value.Unknown.class);
  }

  @Test
  void anImmutableMachineIsReplacedForItsOwnConfigurationOnly() throws Exception {
    Value.Fields immutable = PLAIN.with("lifecycle", Value.of("immutable"));

    assertThat(bench.expect(immutable).replace().keySet())
        .extracting(AttributePath::toString)
        .containsExactly("files", "hostname", "kernel", "packages", "runtime");
    assertThat(bench.expect(PLAIN).replace()).isEmpty();
    bench.apply(immutable);
    Value.Fields after = bench.expect(immutable).attributes();
    Change replace =
        new Change.Replace(NodeBench.ADDRESS, after, after, List.of(), new TreeMap<>());
    List<String> steps = bench.stepIds(immutable, replace);
    assertThat(steps)
        .startsWith("check-cluster", "undo-start-runtime")
        .endsWith("start-runtime")
        .hasSize(19);
  }

  @Test
  void aNodeOfARunningClusterKeepsItsRuntimeAndItsName() throws Exception {
    bench.apply(PLAIN);
    bench.machine().edit(ClusterGuard.KUBELET_CONF, "apiVersion: v1\n");
    Value.Fields none = Value.Fields.empty().with("type", Value.of("none"));

    assertThat(errors(PLAIN)).isEmpty();
    assertThat(errors(PLAIN.with("labels", Value.ofTexts(Map.of("a", "b"))))).isEmpty();
    assertThat(errors(PLAIN.with("runtime", none)))
        .containsExactly(
            "node-in-cluster: runtime.type cannot change while the machine is a node of a running"
                + " cluster");
    assertThat(errors(PLAIN.with("hostname", Value.of("other"))))
        .containsExactly(
            "node-in-cluster: kubernetes.nodeName cannot change while the machine is a node of a"
                + " running cluster");
    Value.Fields swap = Value.Fields.empty().with("swapOff", Value.of(false));
    assertThat(errors(PLAIN.with("kernel", swap))).isEmpty();
    assertThat(errors(PLAIN.with("kernel", swap).with("lifecycle", Value.of("immutable"))))
        .containsExactly(
            "node-in-cluster: kernel.swapOff cannot change while the machine is a node of a running"
                + " cluster");
  }

  @Test
  void dockerIsInstalledConfiguredAndStarted() throws Exception {
    bench.apply(docker(Map.of()));

    assertThat(bench.machine().ledger().installed()).containsExactly("cri-dockerd", "docker.io");
    assertThat(bench.machine().ledger().disk().get("/etc/docker/daemon.json"))
        .isEqualTo(
            """
            {
              "exec-opts" : [ "native.cgroupdriver=systemd" ],
              "log-driver" : "json-file",
              "log-opts" : {
                "max-size" : "100m",
                "max-file" : "5"
              },
              "bridge" : "none",
              "ip6tables" : false,
              "iptables" : false
            }
            """);
    assertThat(bench.machine().ledger().disk().get(CriDockerd.FILE))
        .endsWith(
            """
            [Service]
            ExecStart=
            ExecStart=cri-dockerd --container-runtime-endpoint fd:// --network-plugin=cni \
            --cni-bin-dir=/opt/cni/bin --cni-conf-dir=/etc/cni/net.d \
            --pod-infra-container-image=registry.k8s.io/pause:3.10
            """);
    assertThat(bench.machine().picture()).contains("cri-docker.service").contains("docker.service");
  }

  @Test
  void aDestroyedDockerLeavesNothing() throws Exception {
    String fresh = bench.machine().picture();
    Value.Fields with = docker(Map.of("registry-mirrors", "[\"https://m\"]"));
    Value.Fields rooted =
        with.with("runtime", with.fields("runtime").with("dataRoot", Value.of("/srv/data/docker")));
    bench.apply(rooted);
    assertThat(bench.machine().picture()).contains("/srv/data/docker");

    bench.destroy(rooted);
    assertThat(bench.machine().picture()).isEqualTo(fresh);
    assertThat(bench.machine().ledger().isEmpty()).isTrue();
  }

  @Test
  void aDataRootThatWasThereStays() throws Exception {
    bench.machine().folder("/srv/data");
    bench.machine().folder("/srv/data/docker");
    Value.Fields with = docker(Map.of());
    Value.Fields rooted =
        with.with("runtime", with.fields("runtime").with("dataRoot", Value.of("/srv/data/docker")));
    bench.apply(rooted);
    bench.destroy(rooted);

    assertThat(bench.machine().picture()).contains("/srv/data/docker");
  }

  @Test
  void whatDockersFileHasOfOthersIsKeptAndIsNoDrift() throws Exception {
    bench.machine().edit(DockerConfig.FILE, "{\"debug\": true, \"exec-opts\": [\"isolation=x\"]}");
    bench.apply(docker(Map.of("max-concurrent-downloads", "3")));
    assertThat(config())
        .contains("\"debug\" : true")
        .contains("\"exec-opts\" : [ \"isolation=x\", \"native.cgroupdriver=systemd\" ]")
        .contains("\"max-concurrent-downloads\" : 3");

    bench.machine().edit(DockerConfig.FILE, config().replace("true", "false"));
    assertThat(bench.plan(docker(Map.of("max-concurrent-downloads", "3"))))
        .isInstanceOf(Change.NoOp.class);
    assertThat(bench.apply(docker(Map.of()))).containsExactly("configure-runtime", "start-runtime");
    assertThat(config()).doesNotContain("max-concurrent-downloads").contains("\"debug\" : false");
    bench.destroy(docker(Map.of()));
    assertThat(config()).isEqualTo("{\"debug\": true, \"exec-opts\": [\"isolation=x\"]}");
  }

  @Test
  void handEditsOfDockersFilesAreSeenAndRepaired() throws Exception {
    Value.Fields node = docker(Map.of());
    bench.apply(node);
    String good = config();
    bench
        .machine()
        .edit(
            DockerConfig.FILE,
            good.replace("100m", "1g").replace("\"iptables\" : false", "\"iptables\" : true"));
    assertThat(changed(bench.plan(node)))
        .containsExactly("runtime.dockerExtraArgs.iptables", "runtime.logs.maxSize");
    bench.apply(node);
    assertThat(config()).isEqualTo(good);

    bench.machine().edit(CriDockerd.FILE, "[Service]\n");
    assertThat(changed(bench.plan(node))).containsExactly("files[\"" + CriDockerd.FILE + "\"]");
    assertThat(bench.apply(node)).containsExactly("configure-runtime", "start-runtime");

    bench.machine().stop("cri-docker.service");
    assertThat(changed(bench.plan(node))).containsExactly("services.cri-dockerd");
    assertThat(bench.apply(node)).containsExactly("start-runtime");
  }

  @Test
  void dockerWithoutCriDockerdIsAnErrorOfThePlan() {
    Value.Fields runtime = Value.Fields.empty().with("type", Value.of("docker"));

    assertThat(errors(PLAIN.with("runtime", runtime)))
        .containsExactly("no-cri-dockerd: Nothing brings cri-dockerd to the machine");
  }

  @Test
  void aPackageOfThatNameWithoutItsUnitIsToldWhenItStarts() {
    Value.Fields runtime =
        Value.Fields.empty()
            .with("type", Value.of("docker"))
            .with("packages", Value.ofTexts(List.of("docker.io", "cri-dockerd-tools")));

    assertThatThrownBy(() -> bench.apply(PLAIN.with("runtime", runtime)))
        .isInstanceOfSatisfying(
            StepException.class,
            e ->
                assertThat(e.diagnostic().summary())
                    .isEqualTo("There is no cri-docker.service on the machine"));
  }

  @Test
  void aBrokenValueOfDockersFileIsAnError() {
    assertThat(errors(docker(Map.of("registry-mirrors", "[\"x\""))))
        .containsExactly(
            "json-value: runtime.dockerExtraArgs[\"registry-mirrors\"] is not a JSON value");
  }

  @Test
  void aDockersFileThatIsNotJsonIsWrittenAnewAfterAWarning() throws Exception {
    bench.machine().edit(DockerConfig.FILE, "{oops");

    assertThat(bench.expect(docker(Map.of())).diagnostics())
        .extracting(Diagnostic::code)
        .contains("runtime-config-broken");
    bench.apply(docker(Map.of()));
    assertThat(config()).contains("native.cgroupdriver=systemd");
  }

  private String config() {
    return bench.machine().ledger().disk().getOrDefault(DockerConfig.FILE, "");
  }

  private List<String> errors(Value.Fields node) {
    return bench.expect(node).diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(told -> told.code() + ": " + told.summary())
        .toList();
  }

  private static Value.Fields docker(Map<String, String> extraArgs) {
    return PLAIN.with(
        "runtime",
        Value.Fields.empty()
            .with("type", Value.of("docker"))
            .with("packages", Value.ofTexts(List.of("docker.io", "cri-dockerd")))
            .with("dockerExtraArgs", Value.ofTexts(extraArgs)));
  }

  private static List<String> changed(Change change) {
    return change instanceof Change.Update update
        ? update.diffs().stream().map(diff -> diff.path().toString()).toList()
        : List.of(change.toString());
  }
}
