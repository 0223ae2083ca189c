package dev.gantry.state.crypto;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Encryption;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The vault of one session. The person's key is read once, when it is first needed, and the data
 * key is kept from then on.
 */
public final class StateVault implements Vault {
  private final StateSession session;
  private final Keyring keyring;
  private final Argon2Cost cost;

  /** Guards the two below, and that no two data keys are made. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable StateKey own;
  private @Nullable DataKey data;

  /**
   * What a Project says.
   *
   * @param recipients public keys
   * @param key reads the person's key as text; throws a {@link DiagnosticException} that names its
   *     source when it cannot
   */
  public record Keyring(List<String> recipients, Supplier<String> key) {
    public Keyring {
      recipients = List.copyOf(recipients);
    }
  }

  public StateVault(StateSession session, Keyring keyring) {
    this(session, keyring, Argon2Cost.usual());
  }

  StateVault(StateSession session, Keyring keyring, Argon2Cost cost) {
    this.session = session;
    this.keyring = keyring;
    this.cost = cost;
  }

  @Override
  public void unlock() {
    unlocked(session.current());
  }

  @Override
  public Value.Sealed seal(Place place, byte[] secret, Optional<Value.Sealed> before) {
    if (before.isPresent()) {
      byte[] kept = open(place, before.get());
      boolean same = MessageDigest.isEqual(kept, secret);
      Arrays.fill(kept, (byte) 0);
      if (same) {
        return before.get();
      }
    }
    State state = session.current();
    return sealing(state).seal(state.lineage(), place, secret);
  }

  @Override
  public byte[] open(Place place, Value.Sealed what) {
    State state = session.current();
    return unlocked(state)
        .flatMap(key -> key.open(state.lineage(), place, what))
        .orElseThrow(() -> new DiagnosticException(altered(place)));
  }

  /** The state's data key; empty while it has none. */
  private Optional<DataKey> unlocked(State state) {
    lock.lock();
    try {
      if (data == null) {
        StateKey key = own(state);
        data = state.encryption().map(encryption -> unwrapped(state, encryption, key)).orElse(null);
      }
      return Optional.ofNullable(data);
    } finally {
      lock.unlock();
    }
  }

  private DataKey unwrapped(State state, Encryption encryption, StateKey key) {
    return new Wrapping(state.lineage(), cost)
        .unwrap(encryption, key)
        .map(Wrapping.Unwrapped::data)
        .orElseThrow(() -> new DiagnosticException(wrongKey(key)));
  }

  /** The state's data key, made where it has none. */
  private DataKey sealing(State state) {
    lock.lock();
    try {
      Optional<DataKey> known = unlocked(state);
      if (known.isPresent()) {
        return known.get();
      }
      DataKey made = DataKey.generate();
      Encryption encryption =
          new Wrapping(state.lineage(), cost)
              .wrap(made, keyring.recipients(), own(state), Wrapping.name(own(state)));
      session.append(new JournalEntry.EncryptionRecorded(encryption));
      data = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  private StateKey own(State state) {
    StateKey known = own;
    if (known == null) {
      Recipients.changed(keyring.recipients(), state)
          .ifPresent(
              changed -> {
                throw new DiagnosticException(changed);
              });
      known = StateKey.parse(keyring.key().get());
      if (state.encryption().isEmpty()) {
        Recipients.requireListed(known, keyring.recipients());
      }
      own = known;
    }
    return known;
  }

  static Diagnostic altered(Place place) {
    return Diagnostic.error(
            "sealed-altered",
            "A secret in the state cannot be opened",
            place
                + " was altered, moved here from another place, or sealed by another key than the"
                + " state has now, as it happens when two versions of the state file are merged."
                + " Restore the state file from version control, or from its backup.")
        .at(place.address());
  }

  /** One message for every key that does not fit: why it does not is nobody's business. */
  static Diagnostic wrongKey(StateKey key) {
    return Diagnostic.error(
        "state-key-wrong",
        "The key does not open this state",
        "What encryption.key names is none of the keys that the state's secrets are sealed for:"
            + " gantry state recipients tells which those are."
            + key.recipient()
                .map(
                    id ->
                        " To be one of them, have "
                            + id
                            + " listed in encryption.recipients, and someone who is run: gantry"
                            + " state rekey.")
                .orElse("")
            + " Nothing was changed.");
  }
}
