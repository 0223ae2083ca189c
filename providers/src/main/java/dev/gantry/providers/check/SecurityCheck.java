package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may keep containers or packets from going where they should. */
final class SecurityCheck implements HostCheck {
  @Override
  public void look(CheckedHost host, Findings findings) {
    if (host.own().first("selinux").equals(Optional.of("1"))) {
      findings.warning(
          host,
          CheckName.SELINUX,
          "SELinux enforces",
          "install container-selinux, or set SELinux to permissive");
    }
    if (host.own().first("apparmor").equals(Optional.of("Y")) && lacks(host, "apparmor_parser")) {
      findings.error(
          host,
          CheckName.APPARMOR,
          "the kernel has AppArmor, and apparmor_parser is not installed",
          "install the package apparmor: containerd cannot start containers without it");
    }
    firewall(host, findings);
  }

  private static void firewall(CheckedHost host, Findings findings) {
    List<String> found = new ArrayList<>();
    for (String unit : List.of("firewalld", "ufw")) {
      if ("active".equals(host.facts().software().units().get(unit))) {
        found.add(unit + " is active");
      }
    }
    for (String chain : host.own().all("chain")) {
      if (chain.contains("policy drop") || chain.startsWith("-P ")) {
        String hook = chain.contains("input") || chain.contains("INPUT") ? "input" : "forward";
        found.add("the " + hook + " chain drops what no rule accepts");
      }
    }
    if (!found.isEmpty() && !host.applied()) {
      findings.warning(
          host,
          CheckName.FIREWALL,
          String.join(", ", found.stream().distinct().toList()),
          "open the ports of Kubernetes and of the pods' network, or turn the firewall off");
    }
  }

  static boolean lacks(CheckedHost host, String program) {
    return host.own().all("no-program").contains(program);
  }
}
