package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.check.Checks;
import dev.gantry.providers.check.Level;
import dev.gantry.providers.facts.Survey;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Severity;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.TimeSyncSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the plan says about a machine beyond what it changes on it. */
final class NodeChecks {
  private static final List<String> SUPPORTED =
      List.of(
          "almalinux",
          "amzn",
          "centos",
          "debian",
          "fedora",
          "ol",
          "opensuse-leap",
          "rhel",
          "rocky",
          "sles",
          "ubuntu");

  // kubeadm's own limits for a control plane (its preflight's NumCPU and Mem).
  private static final int CONTROL_PLANE_CPUS = 2;
  private static final long CONTROL_PLANE_MIB = 1700;

  private final Subject<NodeSpec> subject;
  private final HostFacts facts;
  private final List<Diagnostic> found = new ArrayList<>();

  private NodeChecks(Subject<NodeSpec> subject, HostFacts facts) {
    this.subject = subject;
    this.facts = facts;
  }

  static List<Diagnostic> of(
      Subject<NodeSpec> subject, HostReading.Answered reading, HostFacts facts) {
    NodeChecks checks = new NodeChecks(subject, facts);
    checks.address();
    checks.system();
    checks.size();
    checks.clock();
    checks.swap();
    checks.network();
    RuntimeChecks.of(subject.spec(), reading, facts).forEach(found -> checks.add(found));
    return List.copyOf(checks.found);
  }

  /** For a machine that somebody else prepares: whether it is the right one, and fit. */
  static List<Diagnostic> ofExternal(Subject<NodeSpec> subject, HostFacts facts) {
    NodeChecks checks = new NodeChecks(subject, facts);
    checks.address();
    checks.size();
    checks.clock();
    checks.network();
    return List.copyOf(checks.found);
  }

  /**
   * For a machine that is to be taken: the checks of {@code gantry check} that it can answer by
   * itself, where it was asked them. What apply sees to is not worth a line of a plan.
   */
  static List<Diagnostic> ofNew(
      Subject<NodeSpec> subject, HostReading.Answered reading, HostFacts facts) {
    if (Survey.read(reading).isEmpty()) {
      return of(subject, reading, facts);
    }
    NodeChecks checks = new NodeChecks(subject, facts);
    HostName host = new HostName(subject.address().name());
    Checks.ofNewMachine(host, subject.spec(), reading).stream()
        .filter(finding -> finding.level() != Level.INFO)
        .map(finding -> finding.diagnostic().at(subject.address()))
        .forEach(checks.found::add);
    checks.secondAddress();
    checks.network();
    RuntimeChecks.of(subject.spec(), reading, facts).forEach(found -> checks.add(found));
    return List.copyOf(checks.found);
  }

  private void address() {
    has(subject.spec().address(), "`address`");
    secondAddress();
  }

  private void secondAddress() {
    subject.spec().ipv6Address().ifPresent(second -> has(second, "`ipv6Address`"));
  }

  private void has(String address, String field) {
    HostFacts.Network network = facts.network();
    if (!network.addresses().isEmpty()
        && Specs.literal(address).filter(ip -> network.carrier(ip).isEmpty()).isPresent()) {
      add(
          Severity.ERROR,
          "address-not-on-host",
          "The machine does not have the address " + address,
          "It has "
              + String.join(", ", network.addresses())
              + ". Either another machine answered: correct "
              + field
              + " or `connectAddress`. Or the address is a translated one: "
              + field
              + " is the machine's own, and `connectAddress` is where it is reached.");
    }
  }

  /** Network add-ons take the address of this interface: the wrong one cuts the node off. */
  private void network() {
    HostFacts.Network network = facts.network();
    Optional<String> chosen = Specs.networkInterface(subject.spec(), network);
    Optional<InetAddress> address = Specs.literal(subject.spec().address());
    if (network.interfaces().isEmpty() || chosen.isEmpty()) {
      return;
    }
    boolean known = !chosen.get().equals(SpecReader.PLACEHOLDER);
    if (known && !network.interfaces().containsKey(chosen.get())) {
      add(
          Severity.ERROR,
          "interface-not-on-host",
          "The machine has no network interface " + chosen.get(),
          "It has " + String.join(", ", network.interfaces().keySet()) + ". Correct `interface`.");
      return;
    }
    Optional<String> carrier = address.flatMap(network::carrier);
    if (known
        && carrier.filter(name -> !name.equals(chosen.get())).isPresent()
        && !address.get().isLoopbackAddress()) {
      add(
          Severity.WARNING,
          "interface-without-address",
          "The interface "
              + chosen.get()
              + " does not have the address "
              + address.get().getHostAddress(),
          carrier.get()
              + " has it. Network add-ons would carry the cluster's traffic over "
              + chosen.get()
              + (subject.spec().interface_().isPresent()
                  ? ", as `interface` says."
                  : ", the interface of the default route. Set `interface` to say which is meant."));
    }
  }

  private void system() {
    if (!SUPPORTED.contains(facts.os().id())) {
      add(
          Severity.WARNING,
          "untested-system",
          facts.os().pretty() + " is not among the systems that Gantry is made for",
          "Those are " + String.join(", ", SUPPORTED) + ". It may work all the same.");
    }
    if (!List.of("x86_64", "aarch64").contains(facts.os().arch())) {
      add(
          Severity.WARNING,
          "untested-architecture",
          "The machine's architecture is " + facts.os().arch(),
          "Gantry is made for x86_64 and aarch64. It may work all the same.");
    }
  }

  private void size() {
    if (subject.spec().role() != NodeSpec.Role.CONTROL_PLANE) {
      return;
    }
    int cpus = facts.hardware().cpus();
    if (cpus > 0 && cpus < CONTROL_PLANE_CPUS) {
      add(
          Severity.WARNING,
          "few-cpus",
          "A control plane with " + cpus + " CPU",
          "kubeadm refuses a control plane with fewer than 2 CPUs.");
    }
    long memory = facts.hardware().memoryMiB();
    if (memory > 0 && memory < CONTROL_PLANE_MIB) {
      add(
          Severity.WARNING,
          "little-memory",
          "A control plane with " + memory + " MiB of memory",
          "kubeadm refuses a control plane with less than 1700 MiB.");
    }
  }

  private void clock() {
    TimeSyncSpec.Check check = subject.spec().timeSync().check();
    if (check == TimeSyncSpec.Check.OFF
        || facts.software().clock().equals(HostFacts.SYNCHRONISED)) {
      return;
    }
    add(
        check == TimeSyncSpec.Check.REQUIRE ? Severity.ERROR : Severity.WARNING,
        "clock-not-synchronised",
        "The machine's clock is " + clockState(),
        "Certificates and etcd go wrong when clocks drift apart. Install and start chrony or"
            + " systemd-timesyncd, or set timeSync.check to off.");
  }

  private String clockState() {
    return facts.software().clock().equals(HostFacts.NOT_SYNCHRONISED)
        ? "not synchronised"
        : "not known to be synchronised";
  }

  private void swap() {
    if (!subject.spec().kernel().swapOff() && !facts.kernel().swaps().isEmpty()) {
      add(
          Severity.WARNING,
          "swap-on",
          "Swap is in use and stays on",
          "The kubelet refuses to start with swap unless it is told failSwapOn: false.");
    }
  }

  private void add(Severity severity, String code, String summary, String detail) {
    add(new Diagnostic(severity, code, summary, detail, Diagnostic.Where.nowhere()));
  }

  private void add(Diagnostic diagnostic) {
    found.add(diagnostic.at(subject.address()).onHost(subject.address().name()));
  }
}
