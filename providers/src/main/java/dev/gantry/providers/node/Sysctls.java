package dev.gantry.providers.node;

import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Kernel parameters: which ones a node gets, how they are written, where they are read. */
final class Sysctls {
  static final String FILE = "/etc/sysctl.d/99-gantry.conf";
  private static final String BRIDGE = "net.bridge.bridge-nf-call-";

  // kubeadm's preflight refuses a machine without the first; the others put bridged pod traffic
  // under the rules of kube-proxy.
  private static final Map<String, String> KUBERNETES =
      new TreeMap<>(
          Map.of("net.ipv4.ip_forward", "1", BRIDGE + "iptables", "1", BRIDGE + "ip6tables", "1"));

  private Sysctls() {}

  /**
   * What a node is to have: what Kubernetes needs, and what the spec says. The bridge's parameters
   * come and go with br_netfilter: they are asked for where that module is, and left out where the
   * kernel has the module without them (one built without IPv6 lacks the second).
   */
  static SortedMap<String, String> wanted(NodeSpec spec, HostFacts.Kernel kernel) {
    boolean bridged = spec.kernel().modules().contains("br_netfilter");
    boolean appearsLater = !kernel.modules().contains("br_netfilter");
    SortedMap<String, String> wanted = new TreeMap<>();
    KUBERNETES.forEach(
        (key, value) -> {
          boolean isThere = appearsLater || kernel.sysctls().containsKey(key);
          if (!key.startsWith(BRIDGE) || (bridged && isThere)) {
            wanted.put(key, value);
          }
        });
    spec.kernel().sysctls().forEach((key, value) -> wanted.put(key, normal(value)));
    return wanted;
  }

  /** Those of Kubernetes, to ask a machine for. */
  static List<String> ofKubernetes() {
    return List.copyOf(KUBERNETES.keySet());
  }

  /**
   * The file below /proc/sys; a key's first separator tells which of the two ways it is written.
   */
  static String path(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    boolean dotted = dot >= 0 && (slash < 0 || dot < slash);
    return "/proc/sys/" + (dotted ? swapped(key) : key);
  }

  private static String swapped(String key) {
    StringBuilder swapped = new StringBuilder(key);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      swapped.setCharAt(i, c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return swapped.toString();
  }

  /** A value with single spaces: the kernel prints tabs between numbers. */
  static String normal(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }

  /** The drop-in file's text. */
  static String render(SortedMap<String, String> sysctls) {
    StringBuilder text = new StringBuilder(ManagedFiles.HEADER);
    sysctls.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    return text.toString();
  }

  /** The parameters of a drop-in file; lines that are none are passed over. */
  static SortedMap<String, String> parse(String text) {
    SortedMap<String, String> sysctls = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        sysctls.put(line.substring(0, equals).strip(), normal(line.substring(equals + 1)));
      }
    }
    return sysctls;
  }
}
