package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.encryption.EncryptionStatus;
import dev.gantry.providers.encryption.HostEncryption;
import dev.gantry.providers.kubeadm.EncryptionWiring;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.value.Value;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The attribute {@code deployStatus}: by control plane the sums of its files, and whether its API
 * server works by them.
 */
final class Deployed {
  static final String NAME = "deployStatus";

  /** The API server has loaded the file, or does not tell. */
  static final String LOADED = "Loaded";

  /** It works by another version of the file. */
  static final String STALE = "Stale";

  /** It is told of the file, which is not there. */
  static final String MISSING = "Missing";

  /** It is not told of the file. */
  static final String NOT_TOLD = "NotTold";

  /** What mode and owner are to be. */
  static final String MODE = "600 root:root";

  private Deployed() {}

  /** What the control planes have; those that are silent as they were recorded. */
  static Value.Fields observed(SortedMap<HostName, HostReading> readings, Value.Fields recorded) {
    SortedMap<HostName, HostEncryption> told = new TreeMap<>();
    EncryptionStatus.of(readings).hosts().forEach(host -> told.put(host.host(), host));
    SortedMap<String, Value> hosts = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          Optional<Value> now =
              switch (reading) {
                case HostReading.Silent _ -> recorded.fields(NAME).find(host.value());
                case HostReading.Answered answered ->
                    observed(answered, Optional.ofNullable(told.get(host)))
                        .map(fields -> withRevision(fields, recorded, host));
              };
          now.ifPresent(value -> hosts.put(host.value(), value));
        });
    return new Value.Fields(hosts);
  }

  /** A file that is as it was left is of that revision. */
  private static Value.Fields withRevision(Value.Fields now, Value.Fields recorded, HostName host) {
    Value.Fields last = recorded.fields(NAME).fields(host.value());
    Optional<Value> revision = last.find("revision");
    return revision.isPresent() && last.find("file").equals(now.find("file"))
        ? now.with("revision", revision.get())
        : now;
  }

  private static Optional<Value.Fields> observed(
      HostReading.Answered answered, Optional<HostEncryption> told) {
    Optional<HostReading.FileReading> file = answered.file(KeyFile.PATH);
    Optional<HostReading.FileReading> history = answered.file(KeyFile.HISTORY);
    boolean named = told.flatMap(HostEncryption::path).equals(Optional.of(EncryptionWiring.FILE));
    if (file.isEmpty() && history.isEmpty() && !named) {
      return Optional.empty();
    }
    Value.Fields host = Value.Fields.empty().with("state", Value.of(state(named, file, told)));
    if (file.isPresent()) {
      host =
          host.with("file", Value.of(file.get().sha256()))
              .with("mode", Value.of(file.get().mode() + " " + file.get().owner()));
    }
    return Optional.of(
        history.isPresent() ? host.with("history", Value.of(history.get().sha256())) : host);
  }

  private static String state(
      boolean named, Optional<HostReading.FileReading> file, Optional<HostEncryption> told) {
    if (!named) {
      return NOT_TOLD;
    }
    if (file.isEmpty()) {
      return MISSING;
    }
    Optional<String> loaded = told.flatMap(HostEncryption::loaded);
    return loaded.isPresent() && !loaded.get().equals(file.get().sha256()) ? STALE : LOADED;
  }

  /** One control plane as it is to be; the sums where they are known. */
  static Value.Fields expected(int revision, Optional<Sums> sums) {
    Value unknown = new Value.Unknown("the keys");
    return Value.Fields.empty()
        .with("revision", Value.of(revision))
        .with("state", Value.of(LOADED))
        .with("mode", Value.of(MODE))
        .with("file", sums.<Value>map(it -> Value.of(it.file())).orElse(unknown))
        .with("history", sums.<Value>map(it -> Value.of(it.history())).orElse(unknown));
  }

  /**
   * The sums of the files of a keyring at rest, the same on every control plane.
   *
   * @param file SHA-256 of the file, lower case hex
   * @param history of the file with every key
   */
  record Sums(String file, String history) {
    /** Those that were recorded with any control plane. */
    static Optional<Sums> recorded(Value.Fields recorded) {
      return recorded.fields(NAME).entries().values().stream()
          .filter(Value.Fields.class::isInstance)
          .map(Value.Fields.class::cast)
          .filter(host -> host.text("file").isPresent() && host.text("history").isPresent())
          .map(
              host -> new Sums(host.text("file").orElseThrow(), host.text("history").orElseThrow()))
          .findFirst();
    }
  }
}
