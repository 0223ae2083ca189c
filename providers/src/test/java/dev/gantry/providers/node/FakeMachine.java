package dev.gantry.providers.node;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.FakeLedger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.resources.address.HostName;
import dev.gantry.state.HostIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A machine in memory that understands the commands of the Node provider, as far as they matter for
 * what it observes afterwards: files, kernel parameters, modules, swap, packages and container
 * runtimes.
 */
final class FakeMachine implements Remote {
  private static final Map<String, String> BRIDGE =
      Map.of(
          "/proc/sys/net/bridge/bridge-nf-call-iptables", "1",
          "/proc/sys/net/bridge/bridge-nf-call-ip6tables", "1");

  private final SortedMap<String, String> checks = new TreeMap<>();
  private final HostName host;
  private final FakeLedger ledger = new FakeLedger();
  private final SortedMap<String, String> shared = new TreeMap<>();
  private final SortedSet<String> modules = new TreeSet<>(List.of("overlay"));
  private final SortedSet<String> loadable = new TreeSet<>(List.of("br_netfilter", "ip_vs"));
  private final SortedMap<String, String> sysctls = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<List<String>> commands = new ArrayList<>();
  private boolean swap = true;
  private final SortedSet<String> active = new TreeSet<>();
  private final SortedSet<String> enabled = new TreeSet<>();
  private final SortedSet<String> folders = new TreeSet<>(List.of("/", "/srv"));
  private String interfaces =
      "[{\"ifname\":\"eth0\",\"addr_info\":[{\"local\":\"10.0.0.1\"},{\"local\":\"fd00::1\"}]},"
          + "{\"ifname\":\"eth1\",\"addr_info\":[{\"local\":\"192.168.0.1\"}]}]";

  FakeMachine(String name) {
    host = new HostName(name);
    shared.put("/etc/hosts", "127.0.0.1\tlocalhost\n127.0.1.1\tfresh\n");
    shared.put("/etc/fstab", "/dev/sda1 / ext4 defaults 0 1\n/swapfile none swap sw 0 0");
    ledger.having("/etc/hostname", "fresh\n");
    sysctls.put("/proc/sys/kernel/hostname", "fresh");
    sysctls.put("/proc/sys/net/ipv4/ip_forward", "0");
    sysctls.put("/proc/sys/vm/max_map_count", "65530");
    sysctls.put("/proc/sys/net/ipv4/ip_local_port_range", "32768\t60999");
  }

  FakeLedger ledger() {
    return ledger;
  }

  /** Every command that was run and every file that was put, in order. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The arguments of every command that was run, in order. */
  List<List<String>> commands() {
    return List.copyOf(commands);
  }

  /** Every file, by path. */
  SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>(shared);
    files.putAll(ledger.disk());
    return files;
  }

  /** Someone writes a file by hand. */
  void edit(String path, String text) {
    if (shared.containsKey(path)) {
      shared.put(path, text);
    } else {
      ledger.having(path, text);
    }
  }

  /** Someone sets a kernel parameter by hand. */
  void set(String path, String value) {
    sysctls.put(path, value);
  }

  /** Someone stops a unit. */
  void stop(String unit) {
    active.remove(unit);
  }

  /** The machine has a folder. */
  void folder(String path) {
    folders.add(path);
  }

  /** What {@code ip -j address} prints. */
  void interfaces(String json) {
    interfaces = json;
  }

  /** All that a person would compare: before a create and after a destroy it is the same. */
  String picture() {
    return String.join(
        "\n",
        ledger.disk().toString(),
        shared.toString(),
        modules.toString(),
        sysctls.toString(),
        ledger.installed().toString(),
        "swap " + swap + ", active " + active + ", enabled " + enabled,
        folders.toString());
  }

  /** The answer to a probe. */
  HostReading.Answered read(ProbeRequest request) {
    SortedMap<String, HostReading.FileReading> files = new TreeMap<>();
    SortedSet<String> paths = new TreeSet<>(request.files());
    paths.addAll(request.contents());
    for (String path : paths) {
      file(path).ifPresent(text -> files.put(path, reading(text)));
    }
    SortedMap<String, HostReading.Output> outputs = new TreeMap<>();
    request
        .commands()
        .forEach(
            (name, argv) ->
                probe(name, argv)
                    .ifPresent(text -> outputs.put(name, new HostReading.Output(0, text, ""))));
    return new HostReading.Answered(identity(), files, outputs);
  }

  /** Which machine it is, whatever it is called. */
  HostIdentity identity() {
    return new HostIdentity("machine-" + host, "ssh-ed25519 AAAA");
  }

  /** Lets the machine answer this to a check's question; it is silent on those otherwise. */
  void tells(String question, String text) {
    checks.put(question, text);
  }

  private Optional<String> probe(String name, List<String> argv) {
    return name.startsWith("check-") || name.startsWith("survey")
        ? Optional.ofNullable(checks.get(name))
        : probe(argv);
  }

  private Optional<String> probe(List<String> argv) {
    String line = String.join(" ", argv);
    StringBuilder found = new StringBuilder();
    if (line.startsWith("grep -sH")) {
      argv.stream()
          .filter(path -> sysctls.containsKey(path))
          .forEach(path -> found.append(path + ":" + sysctls.get(path) + "\n"));
      return Optional.of(found.toString());
    }
    if (line.startsWith("dpkg-query")) {
      argv.stream()
          .filter(name -> ledger.installed().contains(name))
          .forEach(name -> found.append("installed " + name + " 1.0-1\n"));
      return Optional.of(found.toString());
    }
    return switch (line) {
      case "cat /etc/os-release" ->
          Optional.of("ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
      case "uname -srm" -> Optional.of("Linux 6.1.0 x86_64\n");
      case "nproc" -> Optional.of("4\n");
      case "grep MemTotal /proc/meminfo" -> Optional.of("MemTotal:  4096000 kB\n");
      case "ip -j address" -> Optional.of(interfaces);
      case "ip -j -6 route show default" -> Optional.of("[]");
      case "ip -j route show default" -> Optional.of("[{\"dst\":\"default\",\"dev\":\"eth0\"}]");
      case "timedatectl show -p NTPSynchronized --value" -> Optional.of("yes\n");
      default -> {
        CommandResult result = answer(argv);
        yield result.exit() == 127 ? Optional.empty() : Optional.of(result.stdout());
      }
    };
  }

  @Override
  public HostName host() {
    return host;
  }

  @Override
  public Optional<String> hostKey() {
    return Optional.of("ssh-ed25519 AAAA");
  }

  @Override
  public CommandResult run(Command command) {
    lines.add(String.join(" ", command.argv()));
    commands.add(command.argv());
    return answer(command.argv());
  }

  @Override
  public void put(RemoteFile file) {
    if (!(file.content() instanceof Content.Text(String text))) {
      throw new AssertionError("only texts are put by the Node provider");
    }
    lines.add("put " + file.path());
    shared.put(file.path(), text);
  }

  private CommandResult answer(List<String> argv) {
    if (argv.getFirst().equals("/bin/sh")) {
      return script(argv.get(2), argv.subList(4, argv.size()));
    }
    String line = String.join(" ", argv);
    return switch (argv.getFirst()) {
      case "cat" -> file(argv.get(1)).map(FakeMachine::ok).orElse(failed(1));
      case "modprobe" -> modprobe(argv);
      case "swapoff", "swapon" -> {
        swap = argv.getFirst().equals("swapon");
        yield ok("");
      }
      case "systemctl" -> systemctl(line);
      case "containerd" ->
          hasUnit("containerd.service") ? ok("containerd x 1.6.20~ds1 y\n") : failed(127);
      case "docker" ->
          hasUnit("docker.service") ? ok("Docker version 20.10.24+dfsg1, build x\n") : failed(127);
      case "cri-dockerd" ->
          hasUnit("cri-docker.service") ? ok("cri-dockerd 0.3.15 (c1c566e)\n") : failed(127);
      case "getent" -> failed(2);
      case "test", "stat", "chronyc", "rpm" -> failed(1);
      case "rm" -> ok("");
      default -> throw new AssertionError("unexpected command on " + host + ": " + line);
    };
  }

  private CommandResult script(String program, List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    return switch (program) {
      case NodeHost.READ -> file(first).map(FakeMachine::ok).orElse(failed(44));
      case NodeHost.ATTRIBUTES -> ok("0644 root:root\n");
      case HostnameConcern.SET -> {
        sysctls.put("/proc/sys/kernel/hostname", first);
        ledger.having("/etc/hostname", first + "\n");
        yield ok("");
      }
      case DataRoot.MISSING -> ok(missing(first));
      case DataRoot.REMOVE -> {
        folders.removeIf(path -> path.startsWith(arguments.get(1)));
        yield ok("");
      }
      case KernelModules.PRESENT -> {
        List<String> present = new ArrayList<>(arguments);
        present.retainAll(modules);
        yield ok(String.join("\n", present));
      }
      case SysctlsConcern.READ -> {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
          if (sysctls.containsKey(arguments.get(i))) {
            found.append((i + 1) + ":" + sysctls.get(arguments.get(i)) + " \n");
          }
        }
        yield ok(found.toString());
      }
      case SysctlsConcern.WRITE -> {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
          sysctls.put(arguments.get(i), arguments.get(i + 1).replace(' ', '\t'));
        }
        yield ok("");
      }
      default -> throw new AssertionError("unexpected script on " + host + ": " + program);
    };
  }

  private CommandResult modprobe(List<String> argv) {
    String module = argv.getLast();
    if (argv.contains("--remove")) {
      modules.remove(module);
      if (module.equals("br_netfilter")) {
        sysctls.keySet().removeAll(BRIDGE.keySet());
      }
      return ok("");
    }
    if (!loadable.contains(module)) {
      return new CommandResult(1, "", "modprobe: FATAL: Module " + module + " not found.");
    }
    modules.add(module);
    if (module.equals("br_netfilter")) {
      sysctls.putAll(BRIDGE);
    }
    return ok("");
  }

  private String missing(String path) {
    String missing = "";
    String at = path;
    while (!folders.contains(at)) {
      missing = at;
      at = at.substring(0, Math.max(1, at.lastIndexOf('/')));
    }
    return missing;
  }

  private CommandResult systemctl(String line) {
    String unit =
        List.of(line.split(" ", -1)).stream()
            .filter(word -> word.endsWith(".service") || word.endsWith(".socket"))
            .findFirst()
            .orElse("");
    if (line.contains(" show ")) {
      return ok(
          hasUnit(unit)
              ? "LoadState=loaded\nActiveState="
                  + (active.contains(unit) ? "active" : "inactive")
                  + "\nUnitFileState="
                  + (enabled.contains(unit) ? "enabled" : "disabled")
                  + "\n"
              : "LoadState=not-found\nActiveState=inactive\nUnitFileState=\n");
    }
    if (line.contains(" is-active ")) {
      return active.contains(unit) ? ok("") : failed(3);
    }
    if (!unit.isEmpty() && !hasUnit(unit)) {
      return new CommandResult(5, "", "Unit " + unit + " not found.");
    }
    switch (line.split(" ", -1)[1]) {
      case "enable" -> enabled.add(unit);
      case "disable" -> enabled.remove(unit);
      case "restart", "start" -> start(unit);
      case "stop" -> active.remove(unit);
      default -> {}
    }
    return ok("");
  }

  /** A runtime makes its folder when it starts. */
  private void start(String unit) {
    active.add(unit);
    String config = ledger.disk().getOrDefault("/etc/docker/daemon.json", "");
    if (unit.equals("docker.service") && config.contains("/srv/data/docker")) {
      folders.addAll(List.of("/srv/data", "/srv/data/docker"));
    }
  }

  private boolean hasUnit(String unit) {
    SortedSet<String> packages = ledger.installed();
    return switch (unit) {
      case "containerd.service" ->
          packages.contains("containerd") || packages.contains("docker.io");
      case "docker.service", "docker.socket" -> packages.contains("docker.io");
      case "cri-docker.service", "cri-docker.socket" -> packages.contains("cri-dockerd");
      default -> false;
    };
  }

  private Optional<String> file(String path) {
    if (path.equals("/proc/swaps")) {
      return Optional.of("Filename Type Size\n" + (swap ? "/swapfile file 1024\n" : ""));
    }
    if (path.startsWith("/proc/sys/")) {
      return Optional.ofNullable(sysctls.get(path)).map(value -> value + "\n");
    }
    return Optional.ofNullable(shared.getOrDefault(path, ledger.disk().get(path)));
  }

  private static CommandResult ok(String stdout) {
    return new CommandResult(0, stdout, "");
  }

  private static CommandResult failed(int exit) {
    return new CommandResult(exit, "", "failed");
  }

  private static HostReading.FileReading reading(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new HostReading.FileReading(hash, "644", "root:root", bytes.length, Optional.of(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
