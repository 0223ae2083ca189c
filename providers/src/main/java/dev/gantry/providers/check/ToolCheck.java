package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import java.util.List;

/** Programs that kubeadm's preflight asks for (its FileExisting-…). */
final class ToolCheck implements HostCheck {
  private static final List<String> NEEDED = List.of("ip", "mount", "nsenter");
  private static final List<String> WANTED = List.of("conntrack", "ethtool", "iptables", "tc");

  @Override
  public void look(CheckedHost host, Findings findings) {
    tell(host, findings, Level.ERROR, NEEDED);
    tell(host, findings, Level.WARNING, WANTED);
    if (!host.own().values().isEmpty() && host.own().first("ports").isEmpty()) {
      findings.warning(
          host,
          CheckName.TOOLS,
          "without ss it cannot be told which ports are in use",
          "install iproute2 (Debian) or iproute (Red Hat)");
    }
  }

  private static void tell(
      CheckedHost host, Findings findings, Level level, List<String> programs) {
    List<String> missing =
        programs.stream().filter(program -> SecurityCheck.lacks(host, program)).toList();
    if (!missing.isEmpty()) {
      findings.add(
          host,
          CheckName.TOOLS,
          level,
          "not installed: " + String.join(", ", missing),
          "name their packages in packages.install, or install them by hand");
    }
  }
}
