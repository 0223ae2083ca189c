package dev.gantry.state.crypto;

import dev.gantry.state.JournalEntry;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import java.util.List;

/**
 * A session of any store, with a vault. Closing it closes the session.
 *
 * @param session the store's own
 * @param vault of that session
 */
public record SealingSession(StateSession session, Vault vault) implements StateSession {

  @Override
  public State current() {
    return session.current();
  }

  @Override
  public void append(List<JournalEntry> entries) {
    session.append(entries);
  }

  @Override
  public void compact() {
    session.compact();
  }

  @Override
  public void close() {
    session.close();
  }
}
