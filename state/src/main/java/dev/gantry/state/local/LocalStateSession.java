package dev.gantry.state.local;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.journal.JournalWriter;
import dev.gantry.state.journal.Replay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open state of one run.
 *
 * <p>Group commit: whoever gets the turn writes everything that waits in one line with one fsync;
 * the others then find their entry written. So a hundred steps that end at once cost a few fsyncs,
 * and one entry costs the same however large the state is.
 */
final class LocalStateSession implements StateSession {
  private final StateFiles files;
  private final StateLock lock;
  private final Replay replay;

  /** Guards what waits; held for moments. */
  private final ReentrantLock door = new ReentrantLock();

  private List<Waiting> waiting = new ArrayList<>();

  /** Guards the files and the replay; held while the disk works. */
  private final ReentrantLock turn = new ReentrantLock();

  private State written;
  private @Nullable JournalWriter journal;
  private @Nullable DiagnosticException broken;
  private boolean open = true;

  LocalStateSession(StateFiles files, StateLock lock, State state) {
    this.files = files;
    this.lock = lock;
    this.replay = new Replay(state);
    this.written = state;
  }

  /** One thread's entries on their way to the disk; {@code done} is guarded by the turn. */
  private static final class Waiting {
    private final List<JournalEntry> entries;
    private boolean done;

    Waiting(List<JournalEntry> entries) {
      this.entries = List.copyOf(entries);
    }
  }

  @Override
  public State current() {
    turn.lock();
    try {
      return replay.state();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void append(List<JournalEntry> entries) {
    Waiting mine = new Waiting(entries);
    door.lock();
    try {
      waiting.add(mine);
    } finally {
      door.unlock();
    }
    turn.lock();
    try {
      if (!mine.done) {
        writeWaiting();
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void compact() {
    turn.lock();
    try {
      requireOpen();
      if (replay.serial() != written.serial()) {
        State state = replay.state();
        files.write(state);
        written = state;
      }
      endJournal();
    } catch (IOException e) {
      throw new DiagnosticException(unwritable(e));
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    turn.lock();
    try (lock) {
      if (open) {
        compact();
      }
    } catch (IOException e) {
      throw new DiagnosticException(unwritable(e));
    } finally {
      open = false;
      turn.unlock();
    }
  }

  /**
   * After a failed write nothing more is appended: the last line may be torn, and only the last one
   * may be.
   */
  private void writeWaiting() {
    List<Waiting> group = takeWaiting();
    if (broken != null) {
      throw broken;
    }
    try {
      requireOpen();
      if (journal == null) {
        journal = files.beginJournal(written);
      }
      journal.append(group.stream().flatMap(one -> one.entries.stream()).toList());
    } catch (IOException e) {
      broken = new DiagnosticException(unwritable(e));
      throw broken;
    } catch (DiagnosticException e) {
      broken = e;
      throw e;
    }
    for (Waiting one : group) {
      one.entries.forEach(replay::apply);
      one.done = true;
    }
  }

  private List<Waiting> takeWaiting() {
    door.lock();
    try {
      List<Waiting> group = waiting;
      waiting = new ArrayList<>();
      return group;
    } finally {
      door.unlock();
    }
  }

  private void endJournal() throws IOException {
    if (journal != null) {
      journal.close();
      journal = null;
    }
    files.dropJournal();
  }

  private void requireOpen() throws IOException {
    if (!open) {
      throw new IllegalStateException("the session is closed");
    }
    if (!lock.isOurs()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "state-lock-lost",
              "The lock on the state was taken away",
              "Someone ran force-unlock while this run held "
                  + files.paths().state()
                  + ". Nothing more is written to it by this run. Run: gantry plan"));
    }
  }

  private Diagnostic unwritable(IOException e) {
    return Diagnostic.error(
        "state-unwritable",
        "The state cannot be written",
        files.paths().state()
            + ": "
            + LocalStateStore.reason(e)
            + ".\nWhat was done so far is in "
            + files.paths().journal()
            + " beside it: keep that file. Make room or give write access, then run: gantry apply");
  }
}
