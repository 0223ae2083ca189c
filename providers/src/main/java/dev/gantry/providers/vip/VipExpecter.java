package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells what a VIP's attributes will be, and what about the machines stands against it. */
final class VipExpecter {
  private final PasswordSource secrets;

  VipExpecter(PasswordSource secrets) {
    this.secrets = secrets;
  }

  Expectation expect(
      Subject<VipSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    Value.Fields spec = SpecWriter.write(subject.spec());
    return switch (subject.spec().mode()) {
      case EXTERNAL -> {
        Value.Fields reachable = ExternalVip.reachable(subject, readings);
        yield new Expectation(
            spec.merge(reachable),
            Collections.emptySortedMap(),
            ExternalVip.warnings(subject, reachable));
      }
      case KEEPALIVED -> {
        List<Diagnostic> problems = new ArrayList<>();
        Value.Fields told = CarriedVip.informational(subject.spec().address(), readings);
        Value.Fields computed = computed(subject, readings, problems);
        if (observed instanceof Observation.Absent) {
          PlanChecks.beforeCreate(subject, readings, problems);
        }
        yield new Expectation(
            spec.merge(told).merge(computed),
            Collections.emptySortedMap(),
            problems.stream().map(problem -> problem.at(subject.address())).toList());
      }
    };
  }

  /** The computed attributes of a VIP whose members have answered. */
  Value.Fields computed(
      Subject<VipSpec> subject,
      SortedMap<HostName, HostReading> readings,
      List<Diagnostic> problems) {
    Layout layout =
        Layout.of(subject.address().name(), subject.spec(), subject.desired().all(NodeKind.KIND));
    if (!isKnown(layout)) {
      return Value.Fields.empty().with("hosts", new Value.Unknown("addresses of the members"));
    }
    SortedMap<HostName, HostReading.Answered> answered = CarriedVip.answered(readings);
    SortedMap<String, Value> hosts = new TreeMap<>();
    for (Member member : layout.members()) {
      Optional.ofNullable(answered.get(member.host()))
          .<Value>flatMap(reading -> host(layout, member, reading, problems).map(it -> it))
          .or(() -> silent(subject, layout, member))
          .ifPresent(host -> hosts.put(member.host().value(), host));
    }
    // Told even when there are none: what is not told of stays as it was recorded.
    return Value.Fields.empty()
        .with("hosts", new Value.Fields(hosts))
        .with("passwordFingerprints", passwords(subject, layout, answered, problems));
  }

  /** A member that does not answer is to have its files too, on the interface that it had. */
  private static Optional<Value> silent(Subject<VipSpec> subject, Layout layout, Member member) {
    return subject
        .recorded()
        .flatMap(
            state ->
                state.attributes().fields("hosts").fields(member.host().value()).text("interface"))
        .map(networkInterface -> CarriedVip.expectedHost(layout, member, networkInterface));
  }

  private static Optional<Value.Fields> host(
      Layout layout, Member member, HostReading.Answered reading, List<Diagnostic> problems) {
    return switch (Seat.choose(layout, member, HostFacts.of(reading))) {
      case Seat.On(String networkInterface) ->
          Optional.of(CarriedVip.expectedHost(layout, member, networkInterface));
      case Seat.None(Diagnostic reason) -> {
        problems.add(reason);
        yield Optional.empty();
      }
    };
  }

  private Value.Fields passwords(
      Subject<VipSpec> subject,
      Layout layout,
      SortedMap<HostName, HostReading.Answered> answered,
      List<Diagnostic> problems) {
    Optional<String> password = password(layout.spec(), problems);
    SortedMap<String, Value> prints = new TreeMap<>();
    if (password.isPresent()) {
      for (Member member : layout.members()) {
        prints.put(
            member.host().value(),
            Optional.ofNullable(answered.get(member.host()))
                .flatMap(reading -> print(password.get(), reading))
                .or(() -> recordedPrint(subject, member, answered.keySet()))
                .orElse(new Value.Unknown("salt of " + member.host())));
      }
    }
    return new Value.Fields(prints);
  }

  private static Optional<Value> recordedPrint(
      Subject<VipSpec> subject, Member member, Set<HostName> answered) {
    return answered.contains(member.host())
        ? Optional.empty()
        : subject
            .recorded()
            .flatMap(
                state ->
                    state.attributes().fields("passwordFingerprints").find(member.host().value()));
  }

  private static Optional<Value> print(String password, HostReading.Answered reading) {
    return reading
        .file(VipFiles.SALT)
        .flatMap(HostReading.FileReading::content)
        .map(String::strip)
        .filter(PasswordFile::isSalt)
        .map(salt -> Value.of(Fingerprint.of(PasswordFile.of(password, salt))));
  }

  /** The password, checked; a problem instead where it cannot be read or used. */
  private Optional<String> password(VipSpec spec, List<Diagnostic> problems) {
    if (spec.vrrp().password().isEmpty()) {
      return Optional.empty();
    }
    try {
      String password = secrets.read(spec.vrrp().password().get());
      PasswordFile.of(password, "");
      return Optional.of(password);
    } catch (DiagnosticException unusable) {
      problems.addAll(unusable.diagnostics());
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      problems.add(
          Diagnostic.error(
              "secret-unreadable", "Reading the VRRP password was stopped", "Run it again."));
      return Optional.empty();
    }
  }

  private static boolean isKnown(Layout layout) {
    return CarriedVip.isLiteral(layout.spec().address())
        && layout.members().stream().allMatch(member -> CarriedVip.isLiteral(member.address()));
  }

  /** Whether the host has the VIP without having it from us. */
  static boolean isTaken(InetAddress vip, HostReading.Answered reading) {
    return HostFacts.of(reading).has(vip) && !CarriedVip.isOn(reading);
  }
}
