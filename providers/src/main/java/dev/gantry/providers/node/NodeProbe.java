package dev.gantry.providers.node;

import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a Node asks its machine. Every command only reads, and every one may be missing: what it
 * would have told is then not known. Names start with {@code node-} so that no other kind's request
 * can mean something else by them.
 */
final class NodeProbe {
  static final String OS = "node-os";
  static final String UNAME = "node-uname";
  static final String HOSTNAME = "node-hostname";
  static final String CPUS = "node-cpus";
  static final String MEMORY = "node-memory";
  static final String PRODUCT_UUID = "node-product-uuid";
  static final String ADDRESSES = "node-addresses";
  static final String ROUTE = "node-route";
  static final String ROUTE6 = "node-route6";
  static final String MODULES = "node-modules";
  static final String SYSCTLS = "node-sysctls";
  static final String SWAPS = "node-swaps";
  static final String SWAP_UNITS = "node-swap-units";
  static final String CGROUP = "node-cgroup";
  static final String DPKG = "node-dpkg";
  static final String RPM = "node-rpm";
  static final String TIMEDATECTL = "node-timedatectl";
  static final String CHRONY = "node-chrony";

  private NodeProbe() {}

  /** The request of one node: for what it is to have, and for what it was given. */
  static ProbeRequest of(Subject<NodeSpec> subject) {
    SortedMap<String, List<String>> commands = new TreeMap<>();
    facts(commands);
    state(commands);
    runtime(subject, commands);
    asked(subject, commands);
    SortedSet<String> contents = new TreeSet<>(List.of(KernelModules.FILE, Sysctls.FILE));
    contents.addAll(List.of(HostsBlock.FILE, Fstab.FILE, ContainerdConfig.FILE, NodeMark.FILE));
    SortedSet<String> files = new TreeSet<>(ManagedFiles.PATHS);
    files.add(ClusterGuard.KUBELET_CONF);
    if (hasDocker(subject)) {
      contents.add(DockerConfig.FILE);
    }
    return new ProbeRequest(files, contents, commands);
  }

  /** The kernel parameters that are asked for. */
  static SortedSet<String> sysctls(Subject<NodeSpec> subject) {
    SortedSet<String> keys = new TreeSet<>(Sysctls.ofKubernetes());

    Specs.all(subject).forEach(spec -> keys.addAll(spec.kernel().sysctls().keySet()));
    return keys;
  }

  private static void facts(SortedMap<String, List<String>> commands) {
    commands.put(OS, List.of("cat", "/etc/os-release"));
    commands.put(UNAME, List.of("uname", "-srm"));
    commands.put(HOSTNAME, List.of("cat", "/proc/sys/kernel/hostname"));
    commands.put(CPUS, List.of("nproc"));
    commands.put(MEMORY, List.of("grep", "MemTotal", "/proc/meminfo"));
    commands.put(PRODUCT_UUID, List.of("cat", "/sys/class/dmi/id/product_uuid"));
    commands.put(ADDRESSES, List.of("ip", "-j", "address"));
    commands.put(ROUTE, List.of("ip", "-j", "route", "show", "default"));
    commands.put(ROUTE6, List.of("ip", "-j", "-6", "route", "show", "default"));
    commands.put(CGROUP, List.of("stat", "-fc", "%T", "/sys/fs/cgroup"));
  }

  private static void state(SortedMap<String, List<String>> commands) {
    commands.put(SWAPS, List.of("cat", "/proc/swaps"));
    commands.put(
        SWAP_UNITS,
        List.of("systemctl", "list-unit-files", "--type=swap", "--no-legend", "--no-pager"));
    commands.put(TIMEDATECTL, List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value"));
    commands.put(CHRONY, List.of("chronyc", "-n", "tracking"));
  }

  /** containerd is asked for always: its version tells where its settings stand. */
  private static void runtime(Subject<NodeSpec> subject, SortedMap<String, List<String>> commands) {
    List<Runtimes.Program> programs = new ArrayList<>(Runtimes.of(RuntimeSpec.Type.CONTAINERD));
    if (hasDocker(subject)) {
      programs.addAll(Runtimes.of(RuntimeSpec.Type.DOCKER));
    }
    for (Runtimes.Program program : programs) {
      commands.put(
          program.unitProbe(),
          List.of(
              "systemctl", "show", program.unit(), "-p", "LoadState,ActiveState,UnitFileState"));
      commands.put(program.versionProbe(), List.of(program.name(), "--version"));
    }
  }

  private static boolean hasDocker(Subject<NodeSpec> subject) {
    return Specs.all(subject).stream()
        .anyMatch(spec -> spec.runtime().type() == RuntimeSpec.Type.DOCKER);
  }

  private static void asked(Subject<NodeSpec> subject, SortedMap<String, List<String>> commands) {
    SortedSet<String> modules = new TreeSet<>(List.of("br_netfilter"));
    SortedSet<String> packages = new TreeSet<>();
    for (NodeSpec spec : Specs.all(subject)) {
      modules.addAll(spec.kernel().modules());
      packages.addAll(Specs.packages(spec));
      spec.packages().files().forEach(file -> packages.add(PackageFile.of(file).name()));
    }
    commands.put(MODULES, with(List.of("/bin/sh", "-c", KernelModules.PRESENT, "sh"), modules));
    // An empty pattern matches every line; -H puts the path before it, -s passes over what is not
    // there.
    commands.put(
        SYSCTLS,
        with(
            List.of("grep", "-sH", "-e", "", "--"),
            sysctls(subject).stream().map(Sysctls::path).toList()));
    if (!packages.isEmpty()) {
      commands.put(
          DPKG,
          with(
              List.of(
                  "dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\\n", "--"),
              packages));
      commands.put(
          RPM,
          with(
              List.of("rpm", "-q", "--qf", "installed %{NAME} %{VERSION}-%{RELEASE}\\n", "--"),
              packages));
    }
  }

  private static List<String> with(List<String> command, Iterable<String> arguments) {
    List<String> argv = new ArrayList<>(command);
    arguments.forEach(argv::add);
    return argv;
  }
}
