package dev.gantry.providers.vip;

import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.kinds.vip.VipSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a VIP asks of a host. */
final class VipProbe {
  static final String ADDRESSES = "vip-addresses";
  static final String SERVICES = "vip-services";
  static final String HAPROXY_VERSION = "vip-haproxy-version";
  static final String KEEPALIVED_VERSION = "vip-keepalived-version";

  /** Says of every port whether a connection succeeds; all at once, so that silence costs 3 s. */
  private static final String CONNECT =
      """
      host=$1; shift
      for port; do
        { if timeout 3 /bin/bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null
          then echo "$port open"; else echo "$port closed"; fi; } &
      done
      wait
      """;

  /** Files whose hash is an attribute of the host that has them. */
  private static final List<String> COMPARED =
      List.of(
          VipFiles.HAPROXY,
          VipFiles.KEEPALIVED,
          VipFiles.CHECK,
          VipFiles.RULES,
          VipFiles.UNIT,
          VipFiles.DROP_IN,
          VipFiles.LOADED);

  private VipProbe() {}

  /** Whether a file's hash is an attribute; the password's is a fingerprint of its own. */
  static boolean isCompared(String path) {
    return COMPARED.contains(path);
  }

  /** All of a machine that carries the VIP. */
  static ProbeRequest carried() {
    SortedSet<String> files = new TreeSet<>(COMPARED);
    files.add(VipFiles.PASSWORD);
    SortedMap<String, List<String>> commands = new TreeMap<>();
    commands.put(ADDRESSES, List.of("ip", "-o", "address", "show"));
    commands.put(
        SERVICES,
        List.of(
            "systemctl",
            "show",
            "--property=Id,ActiveState,UnitFileState",
            Units.HAPROXY,
            Units.KEEPALIVED,
            Units.RULES));
    commands.put(HAPROXY_VERSION, List.of("haproxy", "-v"));
    commands.put(KEEPALIVED_VERSION, List.of("keepalived", "-v"));
    return new ProbeRequest(files, new TreeSet<>(List.of(VipFiles.SALT)), commands);
  }

  /** Whether a machine reaches a balancer of the person's own. */
  static ProbeRequest external(String name, VipSpec spec) {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", CONNECT, "sh", spec.address()));
    Forward.of(spec).forEach(forward -> argv.add(String.valueOf(forward.port())));
    SortedMap<String, List<String>> commands = new TreeMap<>();
    commands.put(reach(name), argv);
    return new ProbeRequest(Collections.emptySortedSet(), Collections.emptySortedSet(), commands);
  }

  /** The command's name for one VIP. */
  static String reach(String name) {
    return "vip-reach-" + name;
  }
}
