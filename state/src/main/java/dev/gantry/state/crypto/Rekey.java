package dev.gantry.state.crypto;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Encryption;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import dev.gantry.state.value.SealedValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges a state's data key. Every secret is sealed anew, and the new key is wrapped for those
 * that the Project lists now and for whoever does it: who was only known to the old one opens
 * nothing of what is written from then on.
 */
public final class Rekey {
  private final State state;
  private final DataKey old;
  private final DataKey fresh;
  private final List<Diagnostic> problems = new ArrayList<>();
  private int secrets;

  private Rekey(State state, DataKey old, DataKey fresh) {
    this.state = state;
    this.old = old;
    this.fresh = fresh;
  }

  /**
   * What was done.
   *
   * @param before who could open the secrets
   * @param after who can now
   * @param secrets how many were sealed anew
   */
  public record Done(Encryption before, Encryption after, int secrets) {}

  /**
   * Exchanges the key of a state that has one: with one write, so that a cut-off leaves either all
   * of the old or all of the new.
   *
   * @throws DiagnosticException when the state has no key yet, the person's does not open it or is
   *     not listed, or secrets cannot be opened, naming them all; nothing was changed then
   */
  public static Done of(StateSession session, StateVault.Keyring keyring) {
    return of(session, keyring, Argon2Cost.usual());
  }

  static Done of(StateSession session, StateVault.Keyring keyring, Argon2Cost cost) {
    State state = session.current();
    Encryption before =
        state.encryption().orElseThrow(() -> new DiagnosticException(nothingSealed()));
    Wrapping wrapping = new Wrapping(state.lineage(), cost);
    StateKey own = StateKey.parse(keyring.key().get());
    Wrapping.Unwrapped old =
        wrapping
            .unwrap(before, own)
            .orElseThrow(() -> new DiagnosticException(StateVault.wrongKey(own)));
    Recipients.requireListed(own, keyring.recipients());
    Rekey rekey = new Rekey(state, old.data(), DataKey.generate());
    Encryption after = wrapping.wrap(rekey.fresh, keyring.recipients(), own, old.recipient());
    session.append(rekey.entries(after));
    return new Done(before, after, rekey.secrets);
  }

  private List<JournalEntry> entries(Encryption after) {
    List<JournalEntry> entries = new ArrayList<>();
    entries.add(new JournalEntry.EncryptionRecorded(after));
    for (Recorded recorded : state.resources().values()) {
      if (recorded.attributes().holdsSecret()) {
        Value.Fields attributes =
            SealedValues.exchanged(
                recorded.attributes(),
                (path, secret) -> resealed(new Vault.Place(recorded.address(), path), secret));
        entries.add(new JournalEntry.ResourceRecorded(recorded.withAttributes(attributes)));
      }
    }
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
    return entries;
  }

  private Value.Sealed resealed(Vault.Place place, Value.Sealed secret) {
    Optional<byte[]> open = old.open(state.lineage(), place, secret);
    if (open.isEmpty()) {
      problems.add(StateVault.altered(place));
      return secret;
    }
    secrets++;
    Value.Sealed sealed = fresh.seal(state.lineage(), place, open.get());
    Arrays.fill(open.get(), (byte) 0);
    return sealed;
  }

  private static Diagnostic nothingSealed() {
    return Diagnostic.error(
        "nothing-sealed",
        "The state has no key that could be exchanged",
        "It is made with the first secret that the state keeps, for those that"
            + " encryption.recipients lists then. Nothing was changed.");
  }
}
