package dev.gantry.engine.execute;

import dev.gantry.engine.event.Event;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** What the resources of one run share. Safe for use by several threads, as its parts are. */
final class Run {
  private final StateSession session;
  private final EventSink events;
  private final Clock clock;
  private final StepRunner runner;

  Run(StateSession session, EventSink events, Clock clock, StepRunner runner) {
    this.session = session;
    this.events = events;
    this.clock = clock;
    this.runner = runner;
  }

  Instant now() {
    return clock.instant();
  }

  void tell(Event event) {
    events.tell(event);
  }

  /** Returns when the entries are on disk, by one write. */
  void append(List<JournalEntry> entries) {
    session.append(entries);
  }

  /** Seals and opens the secrets of the state. */
  Vault vault() {
    return session.vault();
  }

  StepRunner runner() {
    return runner;
  }
}
