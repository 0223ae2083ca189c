package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.host.HostLedger;
import dev.gantry.providers.host.Remotes;
import dev.gantry.providers.host.Secrets;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeyKind;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The provider of {@code EncryptionKey}. Safe for use by several threads. */
public final class EncryptionKeyProvider implements Provider<EncryptionKeySpec> {
  private static final String CLOCK = "encryption-clock";

  private final Tools tools;

  /**
   * @param secrets reads keys that a person gives
   */
  public EncryptionKeyProvider(Remotes remotes, Secrets secrets) {
    this(new Tools(remotes, HostLedger::on, secrets));
  }

  EncryptionKeyProvider(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Kind<EncryptionKeySpec> kind() {
    return EncryptionKeyKind.KIND;
  }

  @Override
  public boolean keepsSecrets() {
    return true;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<EncryptionKeySpec> subject) {
    SortedSet<String> hosts =
        new TreeSet<>(EncryptionKeyKind.hosts(subject.spec(), subject.desired()));
    subject
        .recorded()
        .ifPresent(
            state -> hosts.addAll(state.attributes().fields(Deployed.NAME).entries().keySet()));
    hosts.retainAll(subject.known().all(NodeKind.KIND).keySet());
    ProbeRequest own =
        new ProbeRequest(
            new TreeSet<>(List.of(KeyFile.PATH, KeyFile.HISTORY)),
            new TreeSet<>(),
            new TreeMap<>(Map.of(CLOCK, List.of("date", "-u", "+%s"))));
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    hosts.forEach(host -> requests.put(new HostName(host), own.merge(HostEncryption.request())));
    return requests;
  }

  @Override
  public Observation observe(
      Subject<EncryptionKeySpec> subject, SortedMap<HostName, HostReading> readings) {
    Value.Fields recorded =
        subject.recorded().map(state -> state.attributes()).orElse(Value.Fields.empty());
    Optional<KeyRing> ring = KeyRing.of(recorded).flatMap(KeyRing::begun);
    if (ring.isEmpty()) {
      return new Observation.Absent(Value.Fields.empty());
    }
    EncryptionKeySpec spec = subject.spec();
    return new Observation.Present(
        recorded
            .with(KeyRing.NAME, ring.get().toValue())
            .with(Deployed.NAME, Deployed.observed(readings, recorded))
            .with(Rotation.NAME, Value.of(Rotation.word(spec, ring, clock(readings)))));
  }

  /** The slowest of the clocks: a key is not old because one machine is ahead. */
  private static Optional<Instant> clock(SortedMap<HostName, HostReading> readings) {
    return readings.values().stream()
        .filter(HostReading.Answered.class::isInstance)
        .map(HostReading.Answered.class::cast)
        .flatMap(answered -> answered.command(CLOCK).stream())
        .map(output -> output.stdout().strip())
        .filter(text -> text.matches("[0-9]{1,12}"))
        .flatMap(text -> instant(Long.parseLong(text)).stream())
        .min(Instant::compareTo);
  }

  private static Optional<Instant> instant(long seconds) {
    try {
      return Optional.of(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public Expectation expect(
      Subject<EncryptionKeySpec> subject,
      Observation observed,
      SortedMap<HostName, HostReading> readings) {
    return new EncryptionKeyExpecter(subject, observed, readings).expect();
  }

  @Override
  public List<Step> steps(Subject<EncryptionKeySpec> subject, Change change) {
    return new EncryptionKeySteps(tools, subject).of(change);
  }

  /** Steps tell of a control plane under a name of its own; it goes where it belongs. */
  @Override
  public Value.Fields settle(Value.Fields after, Value.Fields outputs) {
    SortedMap<String, Value> hosts = new TreeMap<>(after.fields(Deployed.NAME).entries());
    Value.Fields settled = after;
    for (var output : outputs.entries().entrySet()) {
      Optional<String> host = EncryptionKeySteps.host(output.getKey());
      if (host.isPresent()) {
        hosts.computeIfPresent(host.get(), (_, _) -> output.getValue());
      } else {
        settled = settled.with(output.getKey(), output.getValue());
      }
    }
    return settled.with(Deployed.NAME, new Value.Fields(hosts));
  }
}
