package dev.gantry.providers.check;

import dev.gantry.providers.facts.MachineFacts;
import dev.gantry.resources.kinds.node.CheckName;
import java.net.InetAddress;
import java.util.List;

/** The machine's own address, its default route, and its name servers. */
final class NetworkCheck implements HostCheck {
  /** The C library reads three and ignores the rest; the kubelet warns in every pod. */
  private static final int MOST_NAME_SERVERS = 3;

  @Override
  public void look(CheckedHost host, Findings findings) {
    address(host, findings);
    if (!host.facts().network().addresses().isEmpty()
        && host.facts().network().defaultLinks().isEmpty()) {
      findings.warning(
          host,
          CheckName.DEFAULT_ROUTE,
          "there is no default route",
          "add one, a dummy one will do: Kubernetes takes a node's address from it");
    }
    nameServers(host, findings);
  }

  private static void address(CheckedHost host, Findings findings) {
    List<String> own =
        host.facts().network().addresses().stream().map(MachineFacts.Address::address).toList();
    String address = host.spec().address();
    if (!own.isEmpty() && !has(own, address)) {
      findings.error(
          host,
          CheckName.ADDRESS,
          "the machine does not have the address " + address + ": it has " + String.join(", ", own),
          "correct `address`; where it is only reached by another one, that is `connectAddress`");
    }
  }

  private static boolean has(List<String> own, String address) {
    try {
      InetAddress wanted = InetAddress.ofLiteral(address);
      return wanted.isLoopbackAddress()
          || own.stream().anyMatch(it -> InetAddress.ofLiteral(it).equals(wanted));
    } catch (IllegalArgumentException _) {
      return true; // Not known yet.
    }
  }

  private static void nameServers(CheckedHost host, Findings findings) {
    if (host.own().values().isEmpty()) {
      return;
    }
    long count =
        host.own().all("resolver").stream().filter(line -> line.startsWith("nameserver")).count();
    if (count == 0) {
      findings.warning(
          host,
          CheckName.NAME_SERVERS,
          "/etc/resolv.conf names no name server",
          "name one: pods resolve the names of the world through the machine's");
    } else if (count > MOST_NAME_SERVERS) {
      findings.warning(
          host,
          CheckName.NAME_SERVERS,
          "/etc/resolv.conf names " + count + " name servers",
          "leave three: more are ignored, and the kubelet complains in every pod");
    }
  }
}
