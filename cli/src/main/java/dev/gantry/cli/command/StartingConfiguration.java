package dev.gantry.cli.command;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a first configuration, with comments for people who see one for the first time.
 *
 * @param nodes a document for each machine
 * @param vip the shared address; empty when none was asked for
 */
record StartingConfiguration(String nodes, String vip) {
  /** What git should not keep: the state belongs into it, what lies beside it does not. */
  static final String IGNORED =
      """
      # The state, gantry.state.json, belongs into version control; these do not.
      *.state.json.backup
      *.state.json.journal
      .*.lock
      .*.lock.info
      .*.tmp
      """;

  private static final int FEWEST_FOR_THREE = 3;
  private static final int DEFAULT_PORT = 22;

  /** Neither part can hold a character that means something in YAML. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?:(?<user>[a-z_][a-z0-9_.-]{0,31})@)?"
              + "(?:\\[(?<six>[0-9a-fA-F:]+)]|(?<address>[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F:]*))"
              + "(?::(?<port>[0-9]{1,5}))?");

  private record Machine(String name, String role, String address, String user, int port) {}

  /**
   * Makes the files.
   *
   * @throws DiagnosticException when a machine is written in another form, or twice
   */
  static StartingConfiguration of(List<String> typed, Optional<String> vip) {
    List<Diagnostic> problems = new ArrayList<>();
    List<Machine> machines = new ArrayList<>();
    int controlPlanes = typed.size() >= FEWEST_FOR_THREE ? 3 : 1;
    for (String one : typed) {
      boolean control = machines.size() < controlPlanes;
      int number = control ? machines.size() + 1 : machines.size() + 1 - controlPlanes;
      Matcher parts = MACHINE.matcher(one);
      if (!parts.matches()) {
        problems.add(bad(one));
        continue;
      }
      Machine machine = machine(parts, (control ? "cp-" : "worker-") + number, control);
      if (machines.stream().anyMatch(known -> known.address().equals(machine.address()))) {
        problems.add(
            Diagnostic.error("usage", machine.address() + " is there twice", "Name it once."));
      }
      machines.add(machine);
    }
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
    return new StartingConfiguration(
        nodes(machines), vip.map(address -> vip(address, machines)).orElse(""));
  }

  private static Machine machine(Matcher parts, String name, boolean control) {
    String address =
        Optional.ofNullable(parts.group("six")).orElseGet(() -> text(parts, "address"));
    return new Machine(
        name,
        control ? "control-plane" : "worker",
        address,
        Optional.ofNullable(parts.group("user")).orElse("root"),
        Optional.ofNullable(parts.group("port")).map(Integer::parseInt).orElse(DEFAULT_PORT));
  }

  private static String text(Matcher parts, String group) {
    return Optional.ofNullable(parts.group(group)).orElse("");
  }

  private static String nodes(List<Machine> machines) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# The machines. Every field: gantry schema. What would be done: gantry plan.\n");
    for (Machine machine : machines) {
      yaml.append("---\n");
      yaml.append(document("Node", machine.name()));
      yaml.append("  address: \"").append(machine.address()).append("\"\n");
      yaml.append("  role: ").append(machine.role()).append('\n');
      yaml.append("  ssh:\n    user: ").append(machine.user()).append('\n');
      if (machine.port() != DEFAULT_PORT) {
        yaml.append("    port: ").append(machine.port()).append('\n');
      }
    }
    return yaml.toString();
  }

  private static String vip(String address, List<Machine> machines) {
    if (!address.matches("[0-9a-fA-F.:]+")) {
      throw new DiagnosticException(
          Diagnostic.error(
              "usage", "Not an address: \"" + address + "\"", "Give --vip an IP address."));
    }
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        "# One address in front of the control planes, carried by haproxy and keepalived.\n");
    yaml.append("# It must be free, and in the machines' own subnet.\n");
    yaml.append(document("VIP", "main"));
    yaml.append("  address: \"").append(address).append("\"\n  nodes:\n");
    for (Machine machine : machines) {
      if (machine.role().equals("control-plane")) {
        yaml.append("    - ").append(machine.name()).append('\n');
      }
    }
    return yaml.toString();
  }

  private static String document(String kind, String name) {
    return "apiVersion: gantry.dev/v1\nkind: "
        + kind
        + "\nmetadata:\n  name: "
        + name
        + "\nspec:\n";
  }

  private static Diagnostic bad(String typed) {
    return Diagnostic.error(
        "usage",
        "Not a machine: \"" + typed + "\"",
        "Write [USER@]ADDRESS[:PORT] with an IP address, for example root@10.0.0.11 or"
            + " admin@10.0.0.11:2222. An IPv6 address with a port goes in brackets:"
            + " root@[fd00::11]:2222.");
  }
}
