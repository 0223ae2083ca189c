package dev.gantry.providers.check;

import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.facts.Survey;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the checks ask of a machine, as a part of its probe. Commands run in the order of their
 * names: the first and the last one look at the clock.
 */
public final class CheckProbe {
  static final String OWN = "check-machine";
  static final String PEERS = "check-peers";
  static final String LAST_MOMENT = "survey-moment";

  private static final String OWN_SCRIPT = Scripts.beside(CheckProbe.class, "check.sh");
  private static final String PEERS_SCRIPT = Scripts.beside(CheckProbe.class, "peers.sh");

  private CheckProbe() {}

  /** What is asked of a machine by itself. */
  public static ProbeRequest own(NodeSpec spec) {
    List<String> argv = script(OWN_SCRIPT);
    argv.addAll(spec.kernel().modules());
    argv.add("--");
    spec.kernel().sysctls().keySet().stream().sorted().map(CheckProbe::path).forEach(argv::add);
    return request(OWN, argv).merge(Survey.request());
  }

  /**
   * The same, and what is between the machines: which of these ports can be reached, and the time.
   *
   * @param peers ports by address
   */
  static ProbeRequest amongPeers(NodeSpec spec, SortedMap<String, List<Integer>> peers) {
    List<String> argv = script(PEERS_SCRIPT);
    peers.forEach(
        (address, ports) ->
            ports.forEach(port -> argv.addAll(List.of(address, Integer.toString(port)))));
    ProbeRequest own = own(spec).merge(request(LAST_MOMENT, List.of("date", "+%s.%N")));
    return peers.isEmpty() ? own : own.merge(request(PEERS, argv));
  }

  /**
   * A kernel parameter's file. Dots separate folders and slashes stand for dots in a name; where
   * the first separator is a slash it is the other way round (sysctl.d(5)).
   */
  static String path(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    String path = slashes ? key : key.replace('.', '\n').replace('/', '.').replace('\n', '/');
    return "/proc/sys/" + path;
  }

  private static ProbeRequest request(String name, List<String> argv) {
    return new ProbeRequest(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(Map.of(name, argv)));
  }

  private static List<String> script(String program) {
    return new ArrayList<>(List.of("/bin/sh", "-c", program, "sh"));
  }
}
