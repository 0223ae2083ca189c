package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells whether a VIP is there.
 *
 * <ol>
 *   <li>A recorded VIP is there while any machine has a file of it; what is missing is drift. A
 *       member that does not answer is taken as it was recorded: its own Node says that it is
 *       unknown, and keeps every change of the VIP back.
 *   <li>It is unknown when no member answers, or when one that was never recorded is silent: that
 *       one may have the address.
 *   <li>One that was never recorded is there only when every machine is exactly as it should be:
 *       then it can be adopted. Otherwise it is made, which puts right whatever is half there.
 *   <li>A balancer of the person's own is there once it is recorded; nothing of it is ours.
 * </ol>
 */
final class VipObserver {
  private VipObserver() {}

  static Observation observe(
      Subject<VipSpec> subject, VipExpecter expecter, SortedMap<HostName, HostReading> readings) {
    SortedMap<HostName, HostReading> carriers = carriers(subject, readings);
    Optional<Diagnostic> silence = silence(subject, carriers);
    Optional<VipSpec> recorded = CarriedVip.recordedSpec(subject);
    if (silence.isPresent() && !isCovered(subject, recorded, carriers)) {
      return new Observation.Unknown(silence.get());
    }
    if (recorded.isPresent()) {
      Recorded state = subject.recorded().orElseThrow();
      return recorded(subject, state, recorded.get(), carriers, readings);
    }
    return switch (subject.spec().mode()) {
      case EXTERNAL -> new Observation.Absent(ExternalVip.reachable(subject, readings));
      case KEEPALIVED -> adoptable(subject, expecter, carriers);
    };
  }

  /** Whether the state can speak for every silent member, and some other has the VIP. */
  private static boolean isCovered(
      Subject<VipSpec> subject,
      Optional<VipSpec> recorded,
      SortedMap<HostName, HostReading> carriers) {
    Value.Fields hosts =
        subject
            .recorded()
            .map(state -> state.attributes().fields("hosts"))
            .orElse(Value.Fields.empty());
    SortedMap<HostName, HostReading.Answered> answered = CarriedVip.answered(carriers);
    return recorded.filter(spec -> spec.mode() == VipSpec.Mode.KEEPALIVED).isPresent()
        && answered.values().stream().anyMatch(CarriedVip::isOn)
        && carriers.keySet().stream()
            .filter(host -> !answered.containsKey(host))
            .allMatch(host -> hosts.find(host.value()).isPresent());
  }

  private static Observation recorded(
      Subject<VipSpec> subject,
      Recorded state,
      VipSpec spec,
      SortedMap<HostName, HostReading> carriers,
      SortedMap<HostName, HostReading> readings) {
    Value.Fields base = CarriedVip.specPart(state.attributes());
    return switch (spec.mode()) {
      case EXTERNAL ->
          new Observation.Present(base.merge(ExternalVip.reachable(subject, readings)));
      case KEEPALIVED -> {
        boolean isThere =
            CarriedVip.answered(carriers).values().stream().anyMatch(CarriedVip::isOn);
        yield isThere
            ? new Observation.Present(
                base.merge(CarriedVip.attributes(subject, spec.address(), carriers)))
            : new Observation.Absent(CarriedVip.informational(spec.address(), carriers));
      }
    };
  }

  private static Observation adoptable(
      Subject<VipSpec> subject, VipExpecter expecter, SortedMap<HostName, HostReading> carriers) {
    String address = subject.spec().address();
    Value.Fields facts = CarriedVip.informational(address, carriers);
    if (CarriedVip.answered(carriers).values().stream().noneMatch(CarriedVip::isOn)) {
      return new Observation.Absent(facts);
    }
    Value.Fields expected = expecter.computed(subject, carriers, new ArrayList<>());
    Value.Fields found = CarriedVip.attributes(subject, address, carriers);
    boolean isSame =
        withoutInterfaces(expected).equals(found.fields("hosts"))
            && expected.fields("passwordFingerprints").equals(found.fields("passwordFingerprints"));
    return isSame
        ? new Observation.Present(SpecWriter.write(subject.spec()).merge(facts).merge(expected))
        : new Observation.Absent(facts);
  }

  private static Value.Fields withoutInterfaces(Value.Fields computed) {
    Value.Fields hosts = computed.fields("hosts");
    for (String host : List.copyOf(hosts.entries().keySet())) {
      hosts = hosts.with(host, hosts.fields(host).without("interface"));
    }
    return hosts;
  }

  private static SortedMap<HostName, HostReading> carriers(
      Subject<VipSpec> subject, SortedMap<HostName, HostReading> readings) {
    SortedMap<HostName, HostReading> carriers = new TreeMap<>(readings);
    carriers.keySet().retainAll(CarriedVip.hosts(subject));
    return carriers;
  }

  private static Optional<Diagnostic> silence(
      Subject<VipSpec> subject, SortedMap<HostName, HostReading> carriers) {
    List<String> silent = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    carriers.forEach(
        (host, reading) -> {
          switch (reading) {
            case HostReading.Answered _ -> {}
            case HostReading.Silent(Diagnostic reason) -> {
              silent.add(host.value());
              reasons.add(host + ": " + reason.summary());
            }
          }
        });
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                    "vip-member-silent",
                    String.join(", ", silent) + " did not answer",
                    String.join("; ", reasons)
                        + ". A member that does not answer may hold the address, so nothing is"
                        + " planned for this VIP. Bring it back, or take it out of `nodes` and of"
                        + " the configuration (`gantry state rm`) when it is gone for good.")
                .at(subject.address())
                .onHost(silent.getFirst()));
  }
}
