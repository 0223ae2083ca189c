package dev.gantry.state.crypto;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.encoding.RecipientText;
import dev.gantry.state.Encryption;
import dev.gantry.state.State;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may open a state's secrets: what the Project says beside what the state says. */
public final class Recipients {
  private Recipients() {}

  /** The public keys as the state has them: in lower case, sorted, each once. */
  public static List<String> normal(Collection<String> typed) {
    Set<String> normal = new TreeSet<>();
    for (String recipient : typed) {
      normal.add(RecipientText.parse(recipient).map(RecipientText::of).orElse(recipient));
    }
    return List.copyOf(normal);
  }

  /**
   * The error of a Project that lists others than the state's secrets are sealed for; empty while
   * there are none yet.
   */
  public static Optional<Diagnostic> changed(Collection<String> listed, State state) {
    return state
        .encryption()
        .filter(encryption -> !normal(listed).equals(pairs(encryption)))
        .map(_ -> changed());
  }

  /** The public keys that a state is sealed for, sorted. */
  public static List<String> pairs(Encryption encryption) {
    return encryption.recipients().stream()
        .filter(recipient -> recipient.type() == Encryption.Type.X25519)
        .map(Encryption.Recipient::id)
        .sorted()
        .toList();
  }

  /**
   * Makes sure that whoever seals can open again.
   *
   * @throws DiagnosticException when the key is a pair that is not listed; other keys need not be
   */
  static void requireListed(StateKey own, Collection<String> listed) {
    Optional<String> missing = own.recipient().filter(id -> !normal(listed).contains(id));
    if (missing.isPresent()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "state-key-unlisted",
              "Your own key is not among the recipients",
              "What would be sealed now, you could not open again. Add it to encryption.recipients:\n"
                  + "  - "
                  + missing.get()
                  + "\nNothing was changed."));
    }
  }

  private static Diagnostic changed() {
    return Diagnostic.error(
        "recipients-changed",
        "The state's secrets are sealed for others than the Project lists",
        """
        encryption.recipients was changed since they were sealed. Who is who:
          gantry state recipients
        Seal them for those that are listed now, by a new key:
          gantry state rekey
        Nothing was changed.""");
  }
}
