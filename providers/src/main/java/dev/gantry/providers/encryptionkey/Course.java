package dev.gantry.providers.encryptionkey;

import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec.Cipher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways that a keyring has to go, one after another: first to the end the one on which an
 * earlier run was cut off, then, where something else is wanted, another.
 *
 * @param rings each at the phase from which it is gone
 * @param last the ring at the end of the last way, its keys as they are known beforehand
 */
record Course(List<KeyRing> rings, KeyRing last) {
  Course {
    rings = List.copyOf(rings);
  }

  /** Whether there is nothing to be gone. */
  boolean isNothing() {
    return rings.isEmpty();
  }

  /**
   * The ways to what a person wants.
   *
   * @param ring as machines can have it; empty where nothing was encrypted yet
   * @param rotate whether another key is asked for or due
   * @param fromTheStart whether the cluster is not there yet
   */
  static Course towards(
      EncryptionKeySpec spec, Optional<KeyRing> ring, boolean rotate, boolean fromTheStart) {
    List<KeyRing> rings = new ArrayList<>();
    if (ring.isEmpty()) {
      String writer = spec.provider() == Cipher.IDENTITY ? KeyRing.IDENTITY : "key1";
      KeyRing first = KeyRing.first(new KeyRing.Side(writer, spec.resources()), fromTheStart);
      return new Course(List.of(first), first.settled(spec.retain()));
    }
    ring.filter(it -> !it.isAtRest()).ifPresent(rings::add);
    KeyRing rest = ring.get().isAtRest() ? ring.get() : ring.get().settled(spec.retain());
    String provider = name(spec.provider());
    boolean other = !rest.provider(rest.to().writer()).equals(Optional.of(provider));
    boolean another = rotate && spec.provider() != Cipher.IDENTITY;
    if (other || another || !rest.to().resources().equals(spec.resources())) {
      KeyRing next =
          rest.towards(new KeyRing.Side(writer(spec, rest, other || another), spec.resources()));
      rings.add(next);
      rest = next.settled(spec.retain());
    }
    return new Course(rings, rest);
  }

  private static String writer(EncryptionKeySpec spec, KeyRing rest, boolean another) {
    if (spec.provider() == Cipher.IDENTITY) {
      return KeyRing.IDENTITY;
    }
    return another ? rest.nextName() : rest.to().writer();
  }

  /** The way back to a cluster that encrypts nothing. */
  static Course back(KeyRing ring) {
    List<KeyRing> rings = new ArrayList<>();
    if (!ring.isAtRest()) {
      rings.add(ring);
    }
    KeyRing rest = ring.isAtRest() ? ring : ring.settled(Integer.MAX_VALUE);
    KeyRing back = rest.towards(KeyRing.Side.NOTHING);
    rings.add(back);
    return new Course(rings, back.settled(Integer.MAX_VALUE));
  }

  /** A provider's name in an EncryptionConfiguration. */
  static String name(Cipher cipher) {
    return switch (cipher) {
      case AESGCM -> "aesgcm";
      case SECRETBOX -> "secretbox";
      case AESCBC -> "aescbc";
      case IDENTITY -> KeyRing.IDENTITY;
    };
  }
}
