package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the ports of Kubernetes are free. On a machine that Gantry has taken, Kubernetes' own
 * programs may hold them; anybody else may not.
 */
final class PortCheck implements HostCheck {
  private record Port(int number, String user, boolean onWorkers) {}

  private static final Map<CheckName, Port> PORTS = new EnumMap<>(CheckName.class);

  static {
    PORTS.put(CheckName.PORT_6443, new Port(6443, "kube-apiserver", false));
    PORTS.put(CheckName.PORT_2379, new Port(2379, "etcd", false));
    PORTS.put(CheckName.PORT_2380, new Port(2380, "etcd", false));
    PORTS.put(CheckName.PORT_10250, new Port(10250, "kubelet", true));
    PORTS.put(CheckName.PORT_10257, new Port(10257, "kube-controller-manager", false));
    PORTS.put(CheckName.PORT_10259, new Port(10259, "kube-scheduler", false));
  }

  /** A VIP's load balancer, which Gantry may have put before the Kubernetes API. */
  private static final String BALANCER = "haproxy";

  private static final Pattern LISTENER =
      Pattern.compile("LISTEN\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d+)\\s.*");
  private static final Pattern PROGRAM = Pattern.compile("\\(\"([^\"]*)\",pid=(\\d+)");

  @Override
  public void look(CheckedHost host, Findings findings) {
    PORTS.forEach(
        (check, port) -> {
          if (host.isControlPlane() || port.onWorkers()) {
            port(host, check, port, findings);
          }
        });
  }

  private static void port(CheckedHost host, CheckName check, Port port, Findings findings) {
    List<String> users = new ArrayList<>();
    for (String line : host.own().all("listener")) {
      Matcher listener = LISTENER.matcher(line + " ");
      if (listener.matches() && listener.group(2).equals(Integer.toString(port.number()))) {
        Matcher program = PROGRAM.matcher(line);
        String name = program.find() ? program.group(1) : "";
        if (!(host.applied() && isOurs(name, port))) {
          users.add(said(name, line) + " on " + listener.group(1));
        }
      }
    }
    if (!users.isEmpty()) {
      findings.error(
          host,
          check,
          "port " + port.number() + " is in use: " + String.join("; ", users),
          "stop what listens there: " + port.user() + " will need the port");
    }
  }

  private static String said(String name, String line) {
    Matcher program = PROGRAM.matcher(line);
    return name.isEmpty() || !program.find()
        ? "something"
        : name + " (process " + program.group(2) + ")";
  }

  /** The kernel keeps 15 characters of a program's name. */
  private static boolean isOurs(String name, Port port) {
    return !name.isEmpty() && (port.user().startsWith(name) || name.equals(BALANCER));
  }
}
