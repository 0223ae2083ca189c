package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.vip.VipSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What is looked at before a VIP is made on machines that have nothing of it yet. */
final class PlanChecks {
  private PlanChecks() {}

  static void beforeCreate(
      Subject<VipSpec> subject,
      SortedMap<HostName, HostReading> readings,
      List<Diagnostic> problems) {
    SortedMap<HostName, HostReading.Answered> answered = CarriedVip.answered(readings);
    if (CarriedVip.isLiteral(subject.spec().address())) {
      InetAddress vip = InetAddress.ofLiteral(subject.spec().address());
      answered.forEach((host, reading) -> checkTaken(vip, host, reading, problems));
    }
    checkReplaced(answered, problems);
  }

  private static void checkTaken(
      InetAddress vip, HostName host, HostReading.Answered reading, List<Diagnostic> problems) {
    if (VipExpecter.isTaken(vip, reading)) {
      problems.add(
          Diagnostic.error(
                  "vip-address-taken",
                  host + " has the address " + vip.getHostAddress() + " itself",
                  "The VIP must be an address that no machine has of its own. Take a free one, or"
                      + " remove it from that machine's network configuration.")
              .onHost(host.value()));
    }
  }

  private static void checkReplaced(
      SortedMap<HostName, HostReading.Answered> answered, List<Diagnostic> problems) {
    List<String> replaced = new ArrayList<>();
    answered.forEach(
        (host, reading) -> {
          for (String path : List.of(VipFiles.HAPROXY, VipFiles.KEEPALIVED)) {
            if (reading.file(path).isPresent() && !CarriedVip.isOn(reading)) {
              replaced.add(host + ":" + path);
            }
          }
        });
    if (!replaced.isEmpty()) {
      problems.add(
          Diagnostic.warning(
              "vip-replaces-configuration",
              "Configuration that is there already will be replaced",
              String.join(", ", replaced)
                  + ". The originals are kept on their hosts and given back on destroy; until then"
                  + " what they serve is not served."));
    }
  }
}
