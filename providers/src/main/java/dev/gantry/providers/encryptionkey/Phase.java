package dev.gantry.providers.encryptionkey;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far a rotation is (the procedure of Kubernetes' page "Encrypting Confidential Data at Rest",
 * rotating a decryption key). Each is recorded before machines are changed for it, so that a run
 * that was cut off goes on from there.
 */
enum Phase {
  /** The old key writes; the new one is there to be read by. */
  ADDED("Added"),
  /** The new key writes; the old one is there to be read by. */
  PROMOTED("Promoted"),
  /** As before, and every API server works so: objects are written anew. */
  REWRITING("Rewriting"),
  /** Every value in etcd was looked at and is the new key's. */
  VERIFIED("Verified"),
  /** The old key is gone from the control planes. */
  REMOVED("Removed");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  static Optional<Phase> parse(String text) {
    return Arrays.stream(values()).filter(phase -> phase.word.equals(text)).findFirst();
  }

  /** As the state has it. */
  String word() {
    return word;
  }
}
