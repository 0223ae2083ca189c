package dev.gantry.cli.render;

import dev.gantry.state.Encryption;
import dev.gantry.state.crypto.Recipients;
import dev.gantry.state.crypto.Rekey;
import dev.gantry.state.file.EncryptionJson;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Who may open a state's secrets, for people: a line each. */
public final class RecipientsText {
  private static final String PAIR = EncryptionJson.text(Encryption.Type.X25519);

  private RecipientsText() {}

  /**
   * The state's recipients beside those that the Project lists.
   *
   * @param state empty while the state has no key
   */
  public static String of(Optional<Encryption> state, Collection<String> typed) {
    List<String> listed = Recipients.normal(typed);
    Table table = new Table();
    boolean differ = false;
    for (Encryption.Recipient one : state.map(Encryption::recipients).orElse(List.of())) {
      boolean gone = one.type() == Encryption.Type.X25519 && !listed.contains(one.id());
      differ |= gone;
      row(table, one, gone ? "opens it, but is no longer listed" : "opens it");
    }
    for (String id : listed) {
      if (state.isEmpty()) {
        table.row(UnaryOperator.identity(), List.of(id, PAIR, "is listed"));
      } else if (state.get().find(id).isEmpty()) {
        differ = true;
        table.row(UnaryOperator.identity(), List.of(id, PAIR, "is listed, but does not open it"));
      }
    }
    return table.text() + note(state.isEmpty(), differ);
  }

  private static String note(boolean keyless, boolean differ) {
    if (keyless) {
      return "The state has no key yet: it is made with the first secret that it keeps.\n";
    }
    return differ ? "\nSeal the secrets for those that are listed: gantry state rekey\n" : "";
  }

  /** What a rekey did, and who can no longer open the secrets. */
  public static String of(Rekey.Done done) {
    Table now = new Table();
    Set<String> gone = new TreeSet<>();
    done.before().recipients().forEach(one -> gone.add(one.id()));
    for (Encryption.Recipient one : done.after().recipients()) {
      gone.remove(one.id());
      row(now, one, "opens them");
    }
    Table old = new Table();
    for (String id : gone) {
      done.before().find(id).ifPresent(one -> row(old, one, "no longer does"));
    }
    return "Sealed "
        + done.secrets()
        + (done.secrets() == 1 ? " secret" : " secrets")
        + " by a new key.\n\n"
        + now.text()
        + old.text();
  }

  private static void row(Table table, Encryption.Recipient one, String status) {
    table.row(UnaryOperator.identity(), List.of(one.id(), EncryptionJson.text(one.type()), status));
  }
}
