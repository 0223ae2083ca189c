package dev.gantry.providers.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.CheckName;
import dev.gantry.resources.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
  private static final ClockOffset RIGHT =
      new ClockOffset(Duration.ofMillis(-50), Duration.ofMillis(900));

  private final PaperMachine first = new PaperMachine("cp-1", 1);
  private final PaperMachine second = new PaperMachine("cp-2", 2);
  private final PaperMachine third = new PaperMachine("cp-3", 3);

  @Test
  void soundMachinesHaveNoFinding() {
    assertThat(findings()).isEmpty();
  }

  /** Every name is found by some check, on the machine that it is about, and by no other way. */
  @ParameterizedTest
  @EnumSource
  void everyCheckFindsWhatItIsFor(CheckName check) {
    spoil(check);

    assertThat(findings()).isNotEmpty().allMatch(finding -> finding.check() == check);
    assertThat(findings()).extracting(Finding::host).contains(new HostName("cp-2"));
    assertThat(findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.found()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
              assertThat(finding.mend()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyCheckCanBeWaivedByItsName(CheckName check) {
    spoil(check);
    Value.Fields waiver =
        Value.Fields.empty().with("name", Value.of(check.text())).with("reason", Value.of("known"));
    Value.Fields checks = Value.Fields.empty().with("waive", new Value.Many(List.of(waiver)));
    second.with("checks", checks);

    assertThat(findings())
        .filteredOn(finding -> finding.host().value().equals("cp-2"))
        .isNotEmpty()
        .allMatch(finding -> finding.waived().equals(Optional.of("known")))
        .noneMatch(Finding::stops)
        .allMatch(finding -> finding.diagnostic().detail().contains("known"))
        .noneMatch(finding -> finding.diagnostic().isError());
  }

  @Test
  void everyCheckIsDocumented() throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "checks.md"));

    for (CheckName check : CheckName.values()) {
      assertThat(docs).contains("| `" + check.text() + "` | " + check.about() + " | ");
    }
    assertThat(docs.lines().filter(line -> line.startsWith("| `")))
        .hasSize(CheckName.values().length);
    assertThat(CheckName.texts()).doesNotHaveDuplicates();
  }

  @Test
  void workersNeedNoPortsOfAControlPlane() {
    for (CheckName port : List.of(CheckName.PORT_6443, CheckName.PORT_2379, CheckName.NUM_CPU)) {
      spoil(port);
    }
    second.with("role", Value.of("worker"));

    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"6443 kube-apiserver", "10257 kube-controller", "10250 kubelet", "6443 haproxy"})
  void anAppliedMachineKeepsItsOwnProgramsAndFiles(String portAndName) {
    String[] words = portAndName.split(" ", 2);
    second.adds("listener", listener(words[0], words[1])).adds("kubernetes-file", "/etc/x");
    second.has("unit-kubelet", "active");

    assertThat(ofSecond(true)).isEmpty();
    assertThat(ofSecond(false))
        .extracting(Finding::check)
        .contains(CheckName.KUBELET, CheckName.KUBERNETES_FILES);
  }

  @Test
  void anAppliedMachinesPortIsNotForStrangers() {
    second.adds("listener", listener("6443", "nginx"));

    assertThat(ofSecond(true)).extracting(Finding::check).containsExactly(CheckName.PORT_6443);
  }

  @Test
  void worstComesFirst() {
    for (CheckName check :
        List.of(CheckName.SWAP, CheckName.CGROUP_VERSION, CheckName.PORT_10259)) {
      spoil(check);
    }

    assertThat(findings())
        .extracting(Finding::check)
        .containsExactly(CheckName.PORT_10259, CheckName.CGROUP_VERSION, CheckName.SWAP);
  }

  @Test
  void aPlanIsToldTheCheckByItsName() {
    spoil(CheckName.PORT_6443);

    Diagnostic told = findings().getFirst().diagnostic();

    assertThat(told.code()).isEqualTo("Port-6443");
    assertThat(told.isError()).isTrue();
    assertThat(told.summary())
        .isEqualTo("Port-6443: port 6443 is in use: socat (process 7) on 0.0.0.0");
    assertThat(told.detail()).contains("checks.waive");
  }

  @Test
  void aMachineThatWasNotAskedHasNoFinding() {
    var unasked =
        new dev.gantry.engine.probe.HostReading.Answered(
            second.answer().identity(), new TreeMap<>(), new TreeMap<>());

    assertThat(Checks.ofNewMachine(new HostName("cp-2"), second.spec(), unasked)).isEmpty();
  }

  private static String listener(String port, String program) {
    return "LISTEN 0 128 0.0.0.0:" + port + " 0.0.0.0:* users:((\"" + program + "\",pid=7,fd=3))";
  }

  private void spoil(CheckName check) {
    switch (check) {
      case ADDRESS -> second.says("10.0.0.2/24", "10.0.0.9/24");
      case OPERATING_SYSTEM -> second.says("os-ID\tdebian", "os-ID\ttemple");
      case KERNEL_VERSION -> second.says("6.1.0-18-amd64", "3.10.0-1160.el7");
      case INIT_SYSTEM -> second.says("init\tsystemd", "init\topenrc-init");
      case ARCHITECTURE -> all("arch\tx86_64", "arch\triscv64");
      case UNIFORM_ARCHITECTURE -> second.says("arch\tx86_64", "arch\taarch64");
      case PACKAGE_ARCHITECTURE ->
          second.with("packages", files("pool/kubelet_1.34.1-1.1_arm64.deb"));
      case NUM_CPU -> second.says("cpus\t4", "cpus\t1");
      case MEM -> second.says("8000000", "1000000");
      case DISK_SPACE -> second.says(" 90000000 1%", " 900000 99%");
      case ETCD_DISK -> second.says("rotates\t0", "rotates\t1");
      case PORT_6443 -> second.adds("listener", listener("6443", "socat"));
      case PORT_2379 -> second.adds("listener", listener("2379", "etcd"));
      case PORT_2380 -> second.adds("listener", listener("2380", "etcd"));
      case PORT_10250 -> second.adds("listener", listener("10250", "kubelet"));
      case PORT_10257 -> second.adds("listener", listener("10257", "x"));
      case PORT_10259 -> second.adds("listener", listener("10259", "x"));
      case HOSTNAME -> second.says("hostname\tcp-2", "hostname\tMy_Server");
      case HOSTNAME_RESOLUTION -> second.says("resolved\t127.0.1.1 STREAM cp-2\n", "");
      case UNIQUE_HOSTNAME -> second.says("hostname\tcp-2", "hostname\tcp-1");
      case UNIQUE_MAC -> second.says("00:00:02 brd", "00:00:01 brd");
      case UNIQUE_MACHINE_ID -> second.isCalled("%032d".formatted(1));
      case UNIQUE_PRODUCT_UUID -> second.says("UUID-cp-2", "uuid-CP-1");
      case CLOCK_SYNCHRONISED -> second.says("ntp\tyes", "ntp\tno");
      case CLOCK_SKEW -> second.has("skewed", "1");
      case SWAP -> second.has("swap", "/dev/vda2 partition 1024 0 -2");
      case CGROUP_VERSION -> second.says("cgroup2fs", "tmpfs");
      case KERNEL_MODULES -> second.adds("no-module", "overlay");
      case KERNEL_PARAMETERS -> second.adds("no-parameter", "/proc/sys/vm/x");
      case SELINUX -> second.adds("selinux", "1");
      case APPARMOR -> second.adds("apparmor", "Y").adds("no-program", "apparmor_parser");
      case FIREWALL -> second.adds("chain", "type filter hook input priority filter; policy drop;");
      case DEFAULT_ROUTE -> second.says("route\tdefault via 10.0.0.254 dev eth0\n", "");
      case NAME_SERVERS -> second.says("resolver\tnameserver 10.0.0.254\n", "");
      case REACHABILITY -> second.misses(third, 6443, "No route to host");
      case TOOLS -> second.adds("no-program", "conntrack");
      case KUBELET -> second.has("unit-kubelet", "active");
      case KUBERNETES_FILES -> second.adds("kubernetes-file", "/etc/kubernetes/admin.conf");
      case ETCD_FILES -> second.adds("etcd-file", "/var/lib/etcd/member");
      case CNI_FILES -> second.adds("cni-file", "/etc/cni/net.d/10-flannel.conflist");
      case NETWORK_LEFTOVERS ->
          second.has("link", "7: flannel.1: <UP> mtu 1450 link/ether 0a:0a:0a:0a:0a:0a brd");
      case OTHER_RUNTIME -> second.has("unit-docker", "active");
    }
  }

  private void all(String instead, String text) {
    Stream.of(first, second, third).forEach(machine -> machine.says(instead, text));
  }

  private static Value.Fields files(String... files) {
    return Value.Fields.empty().with("files", Value.ofTexts(Arrays.asList(files)));
  }

  private List<Finding> findings() {
    SortedMap<HostName, CheckedHost> fleet = new TreeMap<>();
    for (PaperMachine machine : List.of(first, second, third)) {
      CheckedHost host = checked(machine, false);
      fleet.put(host.host(), host);
    }
    return Checks.ofFleet(fleet);
  }

  private List<Finding> ofSecond(boolean applied) {
    CheckedHost host = checked(second, applied);
    return Checks.ofFleet(new TreeMap<>(Map.of(host.host(), host)));
  }

  private static CheckedHost checked(PaperMachine machine, boolean applied) {
    var answer = machine.answer();
    boolean skewed =
        answer.command("survey").filter(output -> output.stdout().contains("skewed")).isPresent();
    ClockOffset clock =
        skewed ? new ClockOffset(Duration.ofSeconds(-9), Duration.ofSeconds(-8)) : RIGHT;
    return CheckedHost.of(
            new HostName(machine.name()), machine.spec(), applied, answer, Optional.of(clock))
        .orElseThrow();
  }
}
