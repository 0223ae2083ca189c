package dev.gantry.state;

import dev.gantry.resources.diagnostic.DiagnosticException;

/**
 * Where a state is kept. The local folder is one; team backends come beside it.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface StateStore {
  /**
   * The state as it is now: the last written file with the journal replayed onto it. A state that
   * does not exist yet has serial 0, a new lineage and no resources. Writes nothing.
   *
   * @throws DiagnosticException when it is damaged, or was written by a newer Gantry
   */
  State read();

  /**
   * Takes the lock and opens the state for writing; a journal that an interrupted run left behind
   * is folded into the file first.
   *
   * @param operation what the lock is for, told to whoever is refused: {@code apply}
   * @throws DiagnosticException when another run holds the lock, naming it; or as {@link #read}
   */
  StateSession open(String operation);

  /**
   * Takes away a lock that its holder left behind.
   *
   * @param lockId the id that the refusal named
   * @throws DiagnosticException when there is no lock of that id
   */
  void forceUnlock(String lockId);
}
