package dev.gantry.providers.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeProviderTest {
  private static final Value.Fields PLAIN =
      Value.Fields.empty()
          .with("address", Value.of("10.0.0.1"))
          .with("role", Value.of("control-plane"));

  private final NodeBench bench = new NodeBench();

  @Test
  void aMachineWithoutTheMarkIsAbsentWithItsFacts() {
    assertThat(bench.observe(PLAIN))
        .isInstanceOfSatisfying(
            Observation.Absent.class,
            absent ->
                assertThat(absent.facts().fields("facts").text("os"))
                    .contains("Debian GNU/Linux 12 (bookworm)"));
  }

  @Test
  void aCreateRunsTheWholeRecipe() throws Exception {
    assertThat(bench.apply(PLAIN))
        .containsExactly(
            "claim-machine",
            "set-hostname",
            "load-kernel-modules",
            "set-kernel-parameters",
            "turn-swap-off",
            "write-hosts-file",
            "install-packages",
            "configure-runtime",
            "start-runtime");
    assertThat(bench.machine().picture())
        .contains("swap false, active [containerd.service], enabled [containerd.service]")
        .contains("/proc/sys/net/ipv4/ip_forward=1")
        .contains("#gantry-swap-off: /swapfile none swap sw 0 0");
  }

  @Test
  void whatItWritesIsAsAgreed() throws Exception {
    bench.apply(PLAIN);

    assertThat(bench.machine().ledger().disk())
        .containsEntry("/etc/gantry/node", "# This machine is prepared by Gantry, as:\nNode/cp-1\n")
        .containsEntry(
            "/etc/modules-load.d/gantry.conf",
            "# Kept by Gantry: what is changed here is put back.\noverlay\nbr_netfilter\n")
        .containsEntry(
            "/etc/sysctl.d/99-gantry.conf",
            """
            # Kept by Gantry: what is changed here is put back.
            net.bridge.bridge-nf-call-ip6tables = 1
            net.bridge.bridge-nf-call-iptables = 1
            net.ipv4.ip_forward = 1
            """)
        .containsEntry(
            "/etc/containerd/config.toml",
            """
            # Gantry sets some of these values and keeps the others; comments are not kept.
            version = 2

            [plugins."io.containerd.grpc.v1.cri"]
            sandbox_image = "registry.k8s.io/pause:3.10"

            [plugins."io.containerd.grpc.v1.cri".cni]
            bin_dir = "/opt/cni/bin"
            conf_dir = "/etc/cni/net.d"

            [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
            runtime_type = "io.containerd.runc.v2"

            [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
            SystemdCgroup = true
            """);
    assertThat(bench.machine().picture())
        .contains(
            "# BEGIN gantry Node/cp-1\n10.0.0.1 cp-1\n# END gantry Node/cp-1\n127.0.0.1\tlocalhost");
  }

  @Test
  void aDestroyGivesBackWhatWasThere() throws Exception {
    String fresh = bench.machine().picture();
    bench.apply(PLAIN);
    bench.destroy(PLAIN);

    assertThat(bench.machine().picture()).isEqualTo(fresh);
    assertThat(bench.machine().ledger().isEmpty()).isTrue();
  }

  @Test
  void newKernelParametersTouchNothingElse() throws Exception {
    bench.apply(PLAIN);
    Value.Fields sysctls = Value.ofTexts(Map.of("vm.max_map_count", "262144"));
    Value.Fields kernel = Value.Fields.empty().with("sysctls", sysctls);

    assertThat(bench.apply(PLAIN.with("kernel", kernel))).containsExactly("set-kernel-parameters");
    assertThat(bench.apply(PLAIN)).containsExactly("set-kernel-parameters");
    assertThat(bench.machine().picture()).contains("/proc/sys/vm/max_map_count=65530");
  }

  @Test
  void aHandEditIsSeenAndRepairedAlone() throws Exception {
    bench.apply(PLAIN);
    String good = bench.machine().picture();
    bench.machine().edit("/etc/sysctl.d/99-gantry.conf", "net.ipv4.ip_forward = 0\n");
    bench.machine().set("/proc/sys/net/ipv4/ip_forward", "0");

    assertThat(changed(bench.plan(PLAIN)))
        .contains(
            "files[\"/etc/sysctl.d/99-gantry.conf\"]", "kernel.sysctls[\"net.ipv4.ip_forward\"]");
    assertThat(bench.apply(PLAIN)).containsExactly("set-kernel-parameters");
    assertThat(bench.machine().picture()).isEqualTo(good);
  }

  @Test
  void aStoppedContainerdIsStarted() throws Exception {
    bench.apply(PLAIN);
    bench.machine().stop("containerd.service");

    assertThat(changed(bench.plan(PLAIN))).containsExactly("services.containerd");
    assertThat(bench.apply(PLAIN)).containsExactly("start-runtime");
  }

  @Test
  void linesOfOthersInTheHostsFileAreNoDrift() throws Exception {
    bench.apply(PLAIN);
    bench
        .machine()
        .edit(
            "/etc/hosts",
            "# BEGIN gantry Node/cp-1\n10.0.0.1 cp-1\n# END gantry Node/cp-1\n10.9.9.9 mine\n");

    assertThat(bench.plan(PLAIN)).isInstanceOf(Change.NoOp.class);
    bench.destroy(PLAIN);
    assertThat(bench.machine().picture()).contains("/etc/hosts=10.9.9.9 mine\n");
  }

  @Test
  void aChangedHostsEntryIsRepaired() throws Exception {
    bench.apply(PLAIN);
    bench
        .machine()
        .edit("/etc/hosts", "# BEGIN gantry Node/cp-1\n10.0.0.7 cp-1\n# END gantry Node/cp-1\n");

    assertThat(changed(bench.plan(PLAIN))).containsExactly("hostEntries.cp-1");
    assertThat(bench.apply(PLAIN)).containsExactly("write-hosts-file");
  }

  @Test
  void aNewWorkerTouchesNoControlPlane() throws Exception {
    bench.apply(PLAIN);
    bench.neighbour("w-1", Value.Fields.empty().with("address", Value.of("10.0.0.9")));

    assertThat(bench.plan(PLAIN)).isInstanceOf(Change.NoOp.class);
  }

  @Test
  void labelsAreRecordedWithoutAStep() throws Exception {
    bench.apply(PLAIN);
    Value.Fields labelled = PLAIN.with("labels", Value.ofTexts(Map.of("rack", "r1")));

    assertThat(changed(bench.plan(labelled)))
        .containsExactly("kubernetes.labels.rack", "labels.rack");
    assertThat(bench.apply(labelled)).isEmpty();
  }

  @Test
  void aPackageThatIsNoLongerWantedGoesUnlessItWasThere() throws Exception {
    bench.machine().ledger().havingPackage("jq");
    Value both = Value.ofTexts(List.of("jq", "socat"));
    bench.apply(PLAIN.with("packages", Value.Fields.empty().with("install", both)));

    assertThat(bench.apply(PLAIN)).containsExactly("install-packages");
    assertThat(bench.machine().ledger().installed()).containsExactly("containerd", "jq");
  }

  @Test
  void extraRuntimeSettingsAreSetKeptAndTakenBack() throws Exception {
    Value.Fields settings =
        Value.ofTexts(
            Map.of("cri.restrict_oom_score_adj", "true", "metrics.address", "[::1]:1338"));
    Value.Fields with = PLAIN.with("runtime", Value.Fields.empty().with("settings", settings));

    assertThat(bench.expect(with).diagnostics())
        .extracting(Diagnostic::code)
        .contains("toml-value");
    Value.Fields quoted = Value.ofTexts(Map.of("cri.restrict_oom_score_adj", "true"));
    Value.Fields right = PLAIN.with("runtime", Value.Fields.empty().with("settings", quoted));
    bench.apply(right);
    assertThat(config())
        .contains("[plugins.\"io.containerd.grpc.v1.cri\"]\n")
        .contains("restrict_oom_score_adj = true\n");
    assertThat(bench.apply(PLAIN)).containsExactly("configure-runtime", "start-runtime");
    assertThat(config()).doesNotContain("restrict_oom_score_adj");
  }

  @Test
  void settingsOfOthersInTheRuntimesFileAreKeptAndAreNoDrift() throws Exception {
    bench.apply(PLAIN);
    bench
        .machine()
        .edit("/etc/containerd/config.toml", config() + "\n[metrics]\naddress = \"x\"\n");
    assertThat(bench.plan(PLAIN)).isInstanceOf(Change.NoOp.class);
    bench
        .machine()
        .edit("/etc/containerd/config.toml", config().replace("SystemdCgroup = true", ""));

    assertThat(changed(bench.plan(PLAIN))).containsExactly("runtime.cgroupDriver");
    bench.apply(PLAIN);
    assertThat(config()).contains("SystemdCgroup = true").contains("address = \"x\"");
  }

  @Test
  void aRuntimeFileThatIsNotTomlIsWrittenAnewAfterAWarning() throws Exception {
    bench.apply(PLAIN);
    bench.machine().edit("/etc/containerd/config.toml", "version = = 2\n");

    assertThat(bench.expect(PLAIN).diagnostics())
        .extracting(Diagnostic::code)
        .contains("runtime-config-broken");
    bench.apply(PLAIN);
    assertThat(config()).contains("SystemdCgroup = true");
  }

  @Test
  void aParameterThatTheKernelLacksIsTold() {
    Value.Fields kernel =
        Value.Fields.empty().with("sysctls", Value.ofTexts(Map.of("net.no_such", "1")));

    assertThatThrownBy(() -> bench.apply(PLAIN.with("kernel", kernel)))
        .isInstanceOfSatisfying(
            StepException.class,
            e ->
                assertThat(e.diagnostic().summary())
                    .isEqualTo("The kernel has no parameter net.no_such"));
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    assertThat(bench.expect(PLAIN.with("address", Value.of("10.0.0.2"))).diagnostics())
        .filteredOn(Diagnostic::isError)
        .extracting(Diagnostic::code)
        .containsExactly("address-not-on-host");
  }

  @Test
  void aMachineOfAnotherNodeIsRefused() {
    bench.machine().edit("/etc/gantry/node", "# x\nNode/other\n");

    assertThat(bench.expect(PLAIN).diagnostics())
        .filteredOn(Diagnostic::isError)
        .extracting(Diagnostic::code)
        .containsExactly("machine-taken");
  }

  private String config() {
    return bench.machine().ledger().disk().getOrDefault("/etc/containerd/config.toml", "");
  }

  private static List<String> changed(Change change) {
    return change instanceof Change.Update update
        ? update.diffs().stream().map(diff -> diff.path().toString()).toList()
        : List.of(change.toString());
  }
}
