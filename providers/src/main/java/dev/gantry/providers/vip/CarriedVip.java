package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.vip.VipKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the machines say of a VIP that they carry themselves, as attributes. */
final class CarriedVip {
  /** Files that nobody but Gantry writes: where none of them is, this VIP never was. */
  private static final List<String> OURS =
      List.of(VipFiles.CHECK, VipFiles.RULES, VipFiles.UNIT, VipFiles.DROP_IN, VipFiles.LOADED);

  private CarriedVip() {}

  /** The spec as it was last applied, where it ever was. */
  static Optional<VipSpec> recordedSpec(Subject<VipSpec> subject) {
    return subject
        .recorded()
        .map(recorded -> SpecReader.read(VipSpec.class, recorded.attributes()));
  }

  /** Every machine that carries the VIP, or did when it was last applied. */
  static SortedSet<HostName> hosts(Subject<VipSpec> subject) {
    SortedSet<HostName> hosts = new TreeSet<>(members(subject.spec()));
    recordedSpec(subject).ifPresent(spec -> hosts.addAll(members(spec)));
    return hosts;
  }

  private static List<HostName> members(VipSpec spec) {
    return spec.mode() == VipSpec.Mode.KEEPALIVED
        ? spec.nodes().stream().map(HostName::new).toList()
        : List.of();
  }

  /** Whether this machine has anything of Gantry's VIP. */
  static boolean isOn(HostReading.Answered reading) {
    return OURS.stream().anyMatch(path -> reading.file(path).isPresent());
  }

  /** The attributes that the machines tell. */
  static Value.Fields attributes(
      Subject<VipSpec> subject, String address, SortedMap<HostName, HostReading> readings) {
    SortedMap<String, Value> hosts = ofSilent(subject, "hosts", readings);
    SortedMap<String, Value> passwords = ofSilent(subject, "passwordFingerprints", readings);
    answered(readings)
        .forEach(
            (host, reading) -> {
              if (isOn(reading)) {
                hosts.put(host.value(), host(recordedInterface(subject, host), reading));
              }
              reading
                  .file(VipFiles.PASSWORD)
                  .map(found -> Value.of(Fingerprint.of(found, "0600")))
                  .ifPresent(print -> passwords.put(host.value(), print));
            });
    return informational(address, readings)
        .with("hosts", new Value.Fields(hosts))
        .with("passwordFingerprints", new Value.Fields(passwords));
  }

  /** What was recorded of the members that do not answer. */
  private static SortedMap<String, Value> ofSilent(
      Subject<VipSpec> subject, String attribute, SortedMap<HostName, HostReading> readings) {
    SortedMap<String, Value> silent = new TreeMap<>();
    SortedMap<HostName, HostReading.Answered> answered = answered(readings);
    Value.Fields recorded =
        subject
            .recorded()
            .map(state -> state.attributes().fields(attribute))
            .orElse(Value.Fields.empty());
    for (HostName host : readings.keySet()) {
      if (!answered.containsKey(host)) {
        recorded.find(host.value()).ifPresent(last -> silent.put(host.value(), last));
      }
    }
    return silent;
  }

  /** One machine's part, in the shape of {@link #expectedHost}. */
  private static Value host(Optional<String> networkInterface, HostReading.Answered reading) {
    SortedMap<String, Value> files = new TreeMap<>();
    reading
        .files()
        .forEach(
            (path, found) -> {
              if (VipProbe.isCompared(path)) {
                String mode = path.equals(VipFiles.CHECK) ? "0755" : "0644";
                files.put(path, Value.of(Fingerprint.of(found, mode)));
              }
            });
    Value.Fields host =
        Value.Fields.empty()
            .with("files", new Value.Fields(files))
            .with("services", Value.ofTexts(HostFacts.of(reading).services()));
    return networkInterface.isEmpty()
        ? host
        : host.with("interface", Value.of(networkInterface.get()));
  }

  /** One machine's part when it is as it should be. */
  static Value.Fields expectedHost(Layout layout, Member self, String networkInterface) {
    SortedMap<String, String> services = new TreeMap<>();
    for (String unit : List.of(Units.HAPROXY, Units.KEEPALIVED, Units.RULES)) {
      services.put(unit, "active, enabled");
    }
    return Value.Fields.empty()
        .with("interface", Value.of(networkInterface))
        .with("files", VipFiles.expected(VipFiles.of(layout, self, networkInterface)))
        .with("services", Value.ofTexts(services));
  }

  /** Who holds the address and which versions run: told, never compared. */
  static Value.Fields informational(String address, SortedMap<HostName, HostReading> readings) {
    SortedMap<String, Value> versions = new TreeMap<>();
    SortedSet<HostName> holders = new TreeSet<>();
    answered(readings)
        .forEach(
            (host, reading) -> {
              HostFacts facts = HostFacts.of(reading);
              if (!facts.versions().isEmpty()) {
                versions.put(host.value(), Value.ofTexts(facts.versions()));
              }
              if (isLiteral(address) && facts.has(InetAddress.ofLiteral(address))) {
                holders.add(host);
              }
            });
    Value.Fields told = Value.Fields.empty();
    if (!versions.isEmpty()) {
      told = told.with("versions", new Value.Fields(versions));
    }
    String holder = holders.stream().map(HostName::value).collect(Collectors.joining(", "));
    return holder.isEmpty() ? told : told.with("holder", Value.of(holder));
  }

  // Not observed on its own: the hash of keepalived.conf, which names it, is.
  private static Optional<String> recordedInterface(Subject<VipSpec> subject, HostName host) {
    return subject
        .recorded()
        .flatMap(
            recorded ->
                recorded.attributes().fields("hosts").fields(host.value()).text("interface"));
  }

  /** The recorded attributes without those that are computed. */
  static Value.Fields specPart(Value.Fields attributes) {
    Value.Fields spec = attributes;
    for (String computed : VipKind.KIND.computed()) {
      spec = spec.without(computed);
    }
    return spec;
  }

  /** Whether this is an address and not a name that only apply will tell. */
  static boolean isLiteral(String address) {
    try {
      return isKnown(address) && !InetAddress.ofLiteral(address).isAnyLocalAddress();
    } catch (IllegalArgumentException notALiteral) {
      return false;
    }
  }

  /** Whether the text is known already. */
  static boolean isKnown(String address) {
    return !address.equals(SpecReader.PLACEHOLDER);
  }

  static SortedMap<HostName, HostReading.Answered> answered(
      SortedMap<HostName, HostReading> readings) {
    SortedMap<HostName, HostReading.Answered> answered = new TreeMap<>();
    for (Map.Entry<HostName, HostReading> entry : readings.entrySet()) {
      switch (entry.getValue()) {
        case HostReading.Answered reading -> answered.put(entry.getKey(), reading);
        case HostReading.Silent _ -> {}
      }
    }
    return answered;
  }
}
