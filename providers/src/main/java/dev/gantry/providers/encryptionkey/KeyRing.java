package dev.gantry.providers.encryptionkey;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The attribute {@code keyring}: every key that is kept, sealed, and the way from what was to what
 * is to be. At rest the two sides are equal.
 *
 * @param revision counts rotations, from 1
 * @param from what wrote before
 * @param to what is to write
 * @param keys by name; a name is never used twice, since values in etcd carry it
 */
record KeyRing(int revision, Phase phase, Side from, Side to, SortedMap<String, Key> keys) {
  static final String NAME = "keyring";

  /** The writer that writes objects as they are. */
  static final String IDENTITY = "identity";

  private static final String PREFIX = "key";

  KeyRing {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /**
   * What is encrypted, and by what.
   *
   * @param writer the name of a key, or {@link #IDENTITY}
   */
  record Side(String writer, List<String> resources) {
    /** Of a cluster that encrypts nothing. */
    static final Side NOTHING = new Side(IDENTITY, List.of());

    Side {
      resources = List.copyOf(resources);
    }
  }

  /**
   * A key as the state keeps it.
   *
   * @param provider {@code aesgcm}, {@code secretbox} or {@code aescbc}
   * @param fingerprint the first 8 hex digits of the SHA-256 of its bytes
   */
  record Key(String provider, Value.Sealed secret, String fingerprint, Instant created) {}

  /** Where a key's bytes are in the state. */
  static AttributePath place(String key) {
    return AttributePath.of(NAME, "keys", key, "secret");
  }

  /** A ring on its way from nothing, or for a cluster that encrypts from its first start. */
  static KeyRing first(Side to, boolean fromTheStart) {
    return new KeyRing(1, Phase.ADDED, fromTheStart ? to : Side.NOTHING, to, new TreeMap<>());
  }

  /**
   * Reads the attribute; empty where there is none. One without a phase was planned and not begun.
   */
  static Optional<KeyRing> of(Value.Fields attributes) {
    Value.Fields ring = attributes.fields(NAME);
    Optional<Integer> revision =
        ring.find("revision").flatMap(Value::scalarText).map(Integer::valueOf);
    if (revision.isEmpty()) {
      return Optional.empty();
    }
    Phase phase = ring.text("phase").flatMap(Phase::parse).orElse(Phase.ADDED);
    SortedMap<String, Key> keys = new TreeMap<>();
    ring.fields("keys")
        .entries()
        .forEach((name, value) -> key(value).ifPresent(key -> keys.put(name, key)));
    return Optional.of(
        new KeyRing(
            revision.get(), phase, side(ring.fields("from")), side(ring.fields("to")), keys));
  }

  private static Side side(Value.Fields side) {
    return new Side(side.text("writer").orElse(IDENTITY), side.texts("resources"));
  }

  private static Optional<Key> key(Value value) {
    if (value instanceof Value.Fields key
        && key.find("secret").orElse(null) instanceof Value.Sealed secret) {
      try {
        return Optional.of(
            new Key(
                key.text("provider").orElse(""),
                secret,
                key.text("fingerprint").orElse(""),
                Instant.parse(key.text("created").orElse(""))));
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** As the state has it. */
  Value.Fields toValue() {
    SortedMap<String, Value> kept = new TreeMap<>();
    keys.forEach(
        (name, key) ->
            kept.put(
                name,
                Value.Fields.empty()
                    .with("provider", Value.of(key.provider()))
                    .with("secret", key.secret())
                    .with("fingerprint", Value.of(key.fingerprint()))
                    .with("created", Value.of(key.created().toString()))));
    return Value.Fields.empty()
        .with("revision", Value.of(revision))
        .with("phase", Value.of(phase.word()))
        .with("from", toValue(from))
        .with("to", toValue(to))
        .with("keys", new Value.Fields(kept));
  }

  private static Value.Fields toValue(Side side) {
    return Value.Fields.empty()
        .with("writer", Value.of(side.writer()))
        .with("resources", Value.ofTexts(side.resources()));
  }

  boolean isAtRest() {
    return phase == Phase.REMOVED;
  }

  /**
   * The ring as machines can have it: a way whose key was never made was never gone. Empty where
   * that was the first.
   */
  Optional<KeyRing> begun() {
    if (!lacksKey()) {
      return Optional.of(this);
    }
    return from.equals(Side.NOTHING) || from.equals(to)
        ? Optional.empty()
        : Optional.of(new KeyRing(revision - 1, Phase.REMOVED, from, from, keys));
  }

  /** Whether the key that is to write has still to be made. */
  boolean lacksKey() {
    return !to.writer().equals(IDENTITY) && !keys.containsKey(to.writer());
  }

  /** A name that no key ever had. */
  String nextName() {
    int last = 0;
    for (String name : keys.keySet()) {
      last = Math.max(last, number(name));
    }
    return PREFIX + (Math.max(last, Math.max(number(from.writer()), number(to.writer()))) + 1);
  }

  /** A key's place in the order in which keys were made; 0 for what is none. */
  static int number(String name) {
    String digits = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    return digits.matches("[0-9]{1,8}") ? Integer.parseInt(digits) : 0;
  }

  /** The beginning of a way to another side. */
  KeyRing towards(Side other) {
    return new KeyRing(revision + 1, Phase.ADDED, to, other, keys);
  }

  KeyRing with(String name, Key key) {
    SortedMap<String, Key> more = new TreeMap<>(keys);
    more.put(name, key);
    return new KeyRing(revision, phase, from, to, more);
  }

  KeyRing in(Phase next) {
    return new KeyRing(revision, next, from, to, keys);
  }

  /**
   * The ring at the end of its way, with the newest keys only.
   *
   * @param retain how many of them; the one that writes is always kept
   */
  KeyRing settled(int retain) {
    SortedMap<String, Key> kept = new TreeMap<>(keys);
    List<String> newest =
        keys.keySet().stream()
            .sorted((left, right) -> Integer.compare(number(right), number(left)))
            .limit(retain)
            .toList();
    kept.keySet().removeIf(name -> !newest.contains(name) && !name.equals(to.writer()));
    return new KeyRing(revision, Phase.REMOVED, to, to, kept);
  }

  /** What encrypts by a writer: {@code aesgcm}; identity for none. */
  Optional<String> provider(String writer) {
    return writer.equals(IDENTITY)
        ? Optional.of(IDENTITY)
        : Optional.ofNullable(keys.get(writer)).map(Key::provider);
  }
}
