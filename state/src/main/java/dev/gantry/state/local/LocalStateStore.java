package dev.gantry.state.local;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.State;
import dev.gantry.state.StateSession;
import dev.gantry.state.StateStore;
import dev.gantry.state.file.StateFormat;
import dev.gantry.state.journal.Journal;
import dev.gantry.state.journal.Replay;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A state in one file, {@value #DEFAULT_NAME} in the configuration's folder, with its journal, its
 * backup and its lock beside it. Meant to be kept in git; the other three files are not.
 */
public final class LocalStateStore implements StateStore {
  /** The state file's name where nobody chose another. */
  public static final String DEFAULT_NAME = "gantry.state.json";

  private final StatePaths paths;
  private final String gantryVersion;
  private final Clock clock;

  /** A store that signs its files with no particular version. */
  public LocalStateStore(Path stateFile) {
    this(stateFile, "unversioned", Clock.systemUTC());
  }

  /**
   * @param stateFile need not exist, its folder must
   * @param gantryVersion written into the file and into the lock, for people to see
   */
  public LocalStateStore(Path stateFile, String gantryVersion, Clock clock) {
    this.paths = StatePaths.of(stateFile);
    this.gantryVersion = gantryVersion;
    this.clock = clock;
  }

  @Override
  public State read() {
    try {
      return load().replay().state();
    } catch (IOException e) {
      throw new DiagnosticException(unreadable(e));
    }
  }

  @Override
  public StateSession open(String operation) {
    StateLock lock = lock(operation);
    try {
      Loaded loaded = load();
      StateFiles files = new StateFiles(paths, gantryVersion);
      State state = loaded.replay().state();
      if (state.serial() != loaded.file().serial()) {
        files.write(state);
      }
      files.dropJournal();
      return new LocalStateSession(files, lock, state);
    } catch (IOException | RuntimeException e) {
      released(lock);
      throw e instanceof IOException io
          ? new DiagnosticException(unreadable(io))
          : (RuntimeException) e;
    }
  }

  @Override
  public void forceUnlock(String lockId) {
    try {
      if (!StateLock.force(paths, lockId)) {
        throw new DiagnosticException(noSuchLock(lockId, LockInfo.read(paths.lock())));
      }
    } catch (IOException e) {
      throw new DiagnosticException(unreadable(e));
    }
  }

  /** The file's own state, and that state with the journal on top. */
  private record Loaded(State file, Replay replay) {}

  /**
   * Reads the journal before the file: a run that folds the one into the other in between then
   * leaves a journal that is older than the file, which is seen and ignored.
   */
  private Loaded load() throws IOException {
    Journal journal = readJournal();
    State file = readFile().orElseGet(() -> fresh(journal));
    Replay replay = new Replay(file);
    if (journal.base().isPresent() && continues(journal.base().get(), file)) {
      journal.entries().forEach(replay::apply);
    }
    return new Loaded(file, replay);
  }

  /** False for a journal that was folded already: its run was cut off before it was deleted. */
  private boolean continues(Journal.Base base, State file) {
    if (!base.lineage().equals(file.lineage()) || base.serial() > file.serial()) {
      throw new DiagnosticException(foreign(base, file));
    }
    return base.serial() == file.serial();
  }

  private State fresh(Journal journal) {
    String lineage =
        journal.base().map(Journal.Base::lineage).orElseGet(() -> UUID.randomUUID().toString());
    return new State(lineage, 0, new TreeMap<>());
  }

  private Optional<State> readFile() throws IOException {
    return WholeFile.readText(paths.state())
        .map(text -> StateFormat.read(text, paths.state().toString()));
  }

  private Journal readJournal() throws IOException {
    return WholeFile.read(paths.journal())
        .map(bytes -> Journal.read(bytes, paths.journal().toString()))
        .orElseGet(Journal::none);
  }

  private StateLock lock(String operation) {
    try {
      return StateLock.take(
          paths,
          LockInfo.ofThisProcess(
              UUID.randomUUID().toString(), operation, gantryVersion, clock.instant()));
    } catch (IOException e) {
      throw new DiagnosticException(
          Diagnostic.error(
              "state-lock",
              "The state cannot be locked",
              paths.lock()
                  + ": "
                  + reason(e)
                  + ".\nThe state's folder must exist and be writable for you."));
    }
  }

  private static void released(StateLock lock) {
    try {
      lock.close();
    } catch (IOException _) {
      // The lock ends with this process at the latest; what failed before is the news.
    }
  }

  private Diagnostic unreadable(IOException e) {
    return Diagnostic.error(
        "state-unreadable",
        "The state cannot be read",
        paths.state() + ": " + reason(e) + ".\nNothing was changed.");
  }

  private Diagnostic foreign(Journal.Base base, State file) {
    return Diagnostic.error(
        "journal-foreign",
        "The journal does not belong to the state file",
        paths.journal()
            + " continues serial "
            + base.serial()
            + " of lineage "
            + base.lineage()
            + ", but "
            + paths.state()
            + (file.serial() == 0 ? " is not there" : " is serial " + file.serial())
            + (file.serial() == 0 ? "" : " of lineage " + file.lineage())
            + ".\nThe state file was probably replaced by another one after a run was cut off."
            + " Nothing was changed. Put the state file of that run back, or, when the journal is"
            + " of no use any more, move it away.");
  }

  private Diagnostic noSuchLock(String id, Optional<LockInfo> holder) {
    return Diagnostic.error(
        "no-such-lock",
        "There is no lock with this id",
        holder
            .map(
                it ->
                    "The lock of "
                        + paths.state()
                        + " is not "
                        + id
                        + ", it is:\n"
                        + it.described())
            .orElse(paths.state() + " is not locked; there is nothing to do."));
  }

  /** What the operating system said, without the path that our messages start with. */
  static String reason(IOException e) {
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    if (e instanceof FileSystemException named) {
      return named.getReason() != null ? named.getReason() : plainName(e);
    }
    return String.valueOf(e.getMessage());
  }

  /** {@code AccessDeniedException} as "access denied". */
  private static String plainName(IOException e) {
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
