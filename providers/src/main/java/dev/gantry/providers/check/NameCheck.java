package dev.gantry.providers.check;

import dev.gantry.resources.kinds.node.CheckName;
import dev.gantry.resources.kinds.node.HostsFileSpec;
import java.util.regex.Pattern;

/** The machine's name, and what it makes of it. Apply sets the one and writes /etc/hosts. */
final class NameCheck implements HostCheck {
  private static final Pattern RFC1123 =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  @Override
  public void look(CheckedHost host, Findings findings) {
    String hostname = host.facts().os().hostname();
    String wanted = wanted(host);
    if (hostname.isEmpty()) {
      return;
    }
    if (!RFC1123.matcher(hostname).matches() || hostname.startsWith("localhost")) {
      findings.info(
          host,
          CheckName.HOSTNAME,
          "the hostname " + hostname + " cannot be a node's",
          "nothing to do: apply sets it to " + wanted);
    }
    if (host.own().first("resolved").isEmpty() && !host.own().values().isEmpty()) {
      boolean written = host.spec().hostsFile().entries() != HostsFileSpec.Entries.NONE;
      findings.add(
          host,
          CheckName.HOSTNAME_RESOLUTION,
          written ? Level.INFO : Level.WARNING,
          "the machine cannot resolve its own hostname " + hostname,
          written
              ? "nothing to do: apply writes it to /etc/hosts"
              : "add it to /etc/hosts or to DNS, or set hostsFile.entries to self");
    }
  }

  /** The hostname that apply gives to the machine. */
  static String wanted(CheckedHost host) {
    return host.spec().hostname().orElse(host.host().value());
  }
}
