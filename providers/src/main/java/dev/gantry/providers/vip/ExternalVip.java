package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A balancer of the person's own: nothing is installed, only looked at. */
final class ExternalVip {
  private ExternalVip() {}

  /** The attribute {@code reachable}: by node and port, whether a connection succeeded. */
  static Value.Fields reachable(
      Subject<VipSpec> subject, SortedMap<HostName, HostReading> readings) {
    SortedMap<String, Value> byHost = new TreeMap<>();
    CarriedVip.answered(readings)
        .forEach(
            (host, reading) -> {
              SortedMap<String, Value> ports = ports(subject, reading);
              if (!ports.isEmpty()) {
                byHost.put(host.value(), new Value.Fields(ports));
              }
            });
    return byHost.isEmpty()
        ? Value.Fields.empty()
        : Value.Fields.empty().with("reachable", new Value.Fields(byHost));
  }

  private static SortedMap<String, Value> ports(
      Subject<VipSpec> subject, HostReading.Answered reading) {
    SortedMap<String, Value> ports = new TreeMap<>();
    String output =
        reading
            .command(VipProbe.reach(subject.address().name()))
            .map(HostReading.Output::stdout)
            .orElse("");
    for (String line : output.split("\n", -1)) {
      String[] words = line.trim().split(" ", -1);
      if (words.length == 2) {
        ports.put(words[0], Value.of(words[1].equals("open")));
      }
    }
    return ports;
  }

  /** A warning for every node that some port does not answer to. */
  static List<Diagnostic> warnings(Subject<VipSpec> subject, Value.Fields reachable) {
    List<Diagnostic> warnings = new ArrayList<>();
    for (Map.Entry<String, Value> host : reachable.fields("reachable").entries().entrySet()) {
      List<String> closed =
          ((Value.Fields) host.getValue())
              .entries().entrySet().stream()
                  .filter(port -> port.getValue().equals(Value.of(false)))
                  .map(Map.Entry::getKey)
                  .toList();
      if (!closed.isEmpty()) {
        warnings.add(
            Diagnostic.warning(
                    "vip-unreachable",
                    host.getKey()
                        + " cannot connect to "
                        + subject.spec().address()
                        + ", port "
                        + String.join(", ", closed),
                    "That is so while nothing listens behind the balancer yet. Otherwise see that"
                        + " it forwards these ports to every node of this VIP, and that no firewall"
                        + " is in between.")
                .at(subject.address())
                .onHost(host.getKey()));
      }
    }
    return warnings;
  }
}
