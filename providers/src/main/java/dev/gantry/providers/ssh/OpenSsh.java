package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.JumpSpec;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks the {@code ssh} of this machine what ssh_config(5) says of another. Its own answer is the
 * only one that is right for Match, Include, tokens and whatever comes next: the library's reader
 * fails on the first and is silent on the second. Asked once for each machine and run, when it is
 * connected to. What the configuration sets always wins.
 */
final class OpenSsh {
  private static final int LIMIT_SECONDS = 30;
  private static final int MOST_HOPS = 16;
  private static final File NOTHING = new File("/dev/null");

  private final Workstation here;
  private final ConnectionLog log;
  private final String program;
  private final Map<List<String>, OpenSshConfig> answers = new ConcurrentHashMap<>();

  /**
   * @param program a name on the PATH, or a path
   */
  OpenSsh(Workstation here, ConnectionLog log, String program) {
    this.here = here;
    this.log = log;
    this.program = program;
  }

  /**
   * The machine with what its configuration left open, where that asks for it.
   *
   * @throws RemoteException when ssh cannot tell, never retryable
   */
  Machine fill(Machine machine) throws RemoteException, InterruptedException {
    if (!machine.ssh().readsConfig()) {
      return machine;
    }
    Machine found = look(machine);
    log.step(
        machine.host(),
        "ssh_config for %s: %s port %d as %s%s"
            .formatted(
                machine.address(), found.address(), found.port(), found.user(), found.route()));
    refuseLoop(found);
    return found;
  }

  /** A jump host may have jump hosts of its own there, and they may lead back to it. */
  private void refuseLoop(Machine machine) throws RemoteException, InterruptedException {
    Machine hop = machine;
    for (int hops = 0; !hop.route().jumps().isEmpty(); hops++) {
      if (hops == MOST_HOPS) {
        throw refused(
            machine,
            "the way to " + machine.title() + " goes in a circle",
            "By ssh_config there are more than "
                + MOST_HOPS
                + " jump hosts on it. Give the jump host a Host section with `ProxyJump none`, or"
                + " leave it out of the pattern that sets ProxyJump.");
      }
      hop = look(hop.lastJump());
    }
  }

  private Machine look(Machine machine) throws RemoteException, InterruptedException {
    List<String> argv = argv(machine);
    OpenSshConfig config = answers.get(argv);
    if (config == null) {
      config = OpenSshConfig.parse(ask(machine, argv));
      answers.put(argv, config);
    }
    return config.fill(machine, jumps(machine, config), here.environment());
  }

  private static List<JumpSpec> jumps(Machine machine, OpenSshConfig config)
      throws RemoteException {
    if (!machine.route().jumps().isEmpty()) {
      return machine.route().jumps();
    }
    if (config.usesProxyCommand()) {
      throw refused(
          machine,
          "ssh_config has a ProxyCommand for " + machine.title(),
          "Gantry runs no ProxyCommand. Write ProxyJump in its place, or spec.ssh.jump or spec.proxy"
              + " of Node/"
              + machine.host()
              + ".");
    }
    Optional<List<JumpSpec>> jumps = config.jumps();
    if (jumps.isEmpty()) {
      throw refused(
          machine,
          "the ProxyJump of " + machine.title() + " in ssh_config cannot be read",
          "It is "
              + config.proxyJump().orElse("")
              + "; expected is user@host:port, joined by commas.");
    }
    return jumps.get();
  }

  private List<String> argv(Machine machine) throws RemoteException {
    if (machine.address().startsWith("-")) {
      throw refused(
          machine,
          "ssh cannot be asked about " + machine.address(),
          "A host name that begins with a dash would be an option to it.");
    }
    List<String> argv = new ArrayList<>(List.of(program, "-G", "-T"));
    machine
        .ssh()
        .configFile()
        .ifPresent(file -> argv.addAll(List.of("-F", here.path(file).toString())));
    machine.ssh().port().ifPresent(port -> argv.addAll(List.of("-p", Integer.toString(port))));
    machine.ssh().user().ifPresent(user -> argv.addAll(List.of("-l", user)));
    argv.addAll(List.of("--", machine.address()));
    return argv;
  }

  private String ask(Machine machine, List<String> argv)
      throws RemoteException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(here.folder().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
            .redirectErrorStream(true);
    builder.environment().putAll(here.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw refused(
          machine,
          "there is no ssh program here to read ssh_config with",
          "Starting "
              + program
              + " failed: "
              + Failures.cause(e)
              + ". Install OpenSSH's client, or leave out "
              + machine.field("useConfig")
              + " and write what it says into spec.ssh.");
    }
    Thread killer = Thread.ofVirtual().start(() -> endLate(process));
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw refused(
            machine,
            "ssh cannot read its configuration for " + machine.title(),
            "It said: " + lastLine(printed) + " Try: " + String.join(" ", argv));
      }
      return printed;
    } catch (IOException e) {
      throw refused(machine, "the answer of " + program + " cannot be read", Failures.cause(e));
    } finally {
      killer.interrupt();
      process.destroyForcibly();
    }
  }

  /** A Match exec may run anything. */
  private static void endLate(Process process) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("", (_, last) -> last);
  }

  private static RemoteException refused(Machine machine, String summary, String detail) {
    return Failures.refused(machine, Diagnostic.error("ssh-config", summary, detail));
  }
}
