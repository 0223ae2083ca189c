package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells what an EncryptionKey's attributes will be, and what stands against it. */
final class EncryptionKeyExpecter {
  private final Subject<EncryptionKeySpec> subject;
  private final Observation observed;
  private final EncryptionStatus status;
  private final Value.Fields recorded;
  private final Optional<KeyRing> ring;

  EncryptionKeyExpecter(
      Subject<EncryptionKeySpec> subject,
      Observation observed,
      SortedMap<HostName, HostReading> readings) {
    this.subject = subject;
    this.observed = observed;
    this.status = EncryptionStatus.of(readings);
    this.recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
    this.ring = KeyRing.of(recorded).flatMap(KeyRing::begun);
  }

  Expectation expect() {
    List<Diagnostic> told = new ArrayList<>();
    foreign().ifPresent(told::add);
    moved().ifPresent(told::add);
    Course course = course();
    if (!course.isNothing() && begins(course) && isDrifted()) {
      told.add(waits());
      course = unfinished();
    }
    return new Expectation(
        SpecWriter.write(subject.spec())
            .with(KeyRing.NAME, keyring(course))
            .with(Deployed.NAME, deployed(course))
            .with(Rotation.NAME, Value.of(Rotation.NOT_DUE)),
        Collections.emptySortedMap(),
        told);
  }

  /** A replacement is asked for by a look at it as if it were absent. */
  private Course course() {
    boolean asked = observed instanceof Observation.Absent && ring.isPresent();
    boolean due =
        observed instanceof Observation.Present(Value.Fields now)
            && Rotation.isDue(now.text(Rotation.NAME));
    boolean fromTheStart = status.hosts().isEmpty() && isEveryoneBare();
    return Course.towards(subject.spec(), ring, asked || due, fromTheStart);
  }

  /** Only what an earlier run left undone. */
  private Course unfinished() {
    KeyRing known = ring.orElseThrow();
    return known.isAtRest()
        ? new Course(List.of(), known)
        : new Course(List.of(known), known.settled(subject.spec().retain()));
  }

  /** Whether a way begins that an earlier run has not begun. */
  private boolean begins(Course course) {
    return ring.isPresent() && course.rings().stream().anyMatch(it -> !it.equals(ring.get()));
  }

  private boolean isEveryoneBare() {
    return status.silent().values().stream().allMatch(why -> why.code().equals("no-api-server"));
  }

  private Value keyring(Course course) {
    if (course.isNothing()) {
      return course.last().toValue();
    }
    KeyRing begun = course.rings().getLast();
    Value.Fields value =
        begun.toValue().with("phase", new Value.Unknown("the steps of this rotation"));
    return begun.lacksKey()
        ? value.with(
            "keys",
            value
                .fields("keys")
                .with(begun.to().writer(), new Value.Unknown("the key, which apply makes")))
        : value;
  }

  private Value deployed(Course course) {
    Optional<Deployed.Sums> sums =
        course.isNothing() ? Deployed.Sums.recorded(recorded) : Optional.empty();
    SortedMap<String, Value> hosts = new TreeMap<>();
    for (String host : EncryptionKeyKind.hosts(subject.spec(), subject.desired())) {
      hosts.put(host, Deployed.expected(course.last().revision(), sums));
    }
    return new Value.Fields(hosts);
  }

  private boolean isDrifted() {
    if (!(observed instanceof Observation.Present(Value.Fields now)) || !ring.get().isAtRest()) {
      return false;
    }
    Optional<Deployed.Sums> sums = Deployed.Sums.recorded(recorded);
    return sums.isPresent()
        && now.fields(Deployed.NAME).entries().values().stream()
            .anyMatch(
                host ->
                    host instanceof Value.Fields fields
                        && !fields
                            .without("revision")
                            .equals(Deployed.expected(0, sums).without("revision")));
  }

  private static Diagnostic waits() {
    return Diagnostic.warning(
        "rotation-waits",
        "A control plane does not have the file as it was left",
        "This plan mends it and rotates nothing: a rotation begins only while every API server works"
            + " by the same keys. Plan again afterwards.");
  }

  /** Keys that Gantry does not have would be lost, and what they encrypted with them. */
  private Optional<Diagnostic> foreign() {
    if (ring.isPresent()) {
      return Optional.empty();
    }
    return status.hosts().stream()
        .filter(host -> host.path().isPresent())
        .findFirst()
        .map(
            host ->
                Diagnostic.error(
                        "encryption-foreign",
                        host.host() + " encrypts already, by keys that the state does not have",
                        "Its API server reads "
                            + host.path().orElse("")
                            + fingerprints(host)
                            + ". Gantry does not write over it: what those keys encrypted could not"
                            + " be read any more. If Gantry wrote it and the state was lost: first apply"
                            + " without it (--exclude), then gantry encryption recover. Else turn that"
                            + " encryption off first.")
                    .onHost(host.host().value()));
  }

  private static String fingerprints(HostEncryption host) {
    return host.file()
        .flatMap(HostEncryption.ConfigFile::config)
        .map(config -> ", with " + config.groups().size() + " group(s) of resources")
        .orElse("");
  }

  private Optional<Diagnostic> moved() {
    Optional<String> before = recorded.text("controlPlane");
    return before.isEmpty() || before.get().equals(subject.spec().controlPlane())
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                "encryption-moved",
                "Its keys are those of ControlPlane/" + before.get(),
                "Another cluster has keys of its own: declare another EncryptionKey for it, and take"
                    + " this one out in its turn."));
  }
}
