package dev.gantry.engine.execute;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.subject.Managed;
import dev.gantry.engine.subject.Unknowns;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.JournalEntry;
import dev.gantry.state.Pending;
import dev.gantry.state.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps the state true while a resource is changed, so that whatever cuts the run off, the next
 * plan knows what to finish:
 *
 * <ul>
 *   <li>before the first step, what is being made (its record is needed to remove it, should it
 *       leave the configuration) or what was seen before an update (the difference to what is
 *       wanted must not get lost when a first step has already made it);
 *   <li>after the last one, what it has become.
 * </ul>
 */
final class Records {
  private static final String UPDATE = "update";

  private final Request request;
  private final Consumer<JournalEntry> journal;

  Records(Request request, Consumer<JournalEntry> journal) {
    this.request = request;
    this.journal = journal;
  }

  /** Before the first step of a change. */
  void started(Change change, Value.Fields after, String step) {
    Pending pending = new Pending(pendingAction(change), step);
    Optional<Recorded> recorded = request.recorded(change.address());
    switch (change) {
      case Change.Create _ -> record(change, after, Optional.of(pending));
      case Change.Update update -> {
        boolean halfDone = recorded.flatMap(Recorded::pending).isPresent();
        if (!halfDone && !recorded.map(Recorded::attributes).equals(Optional.of(update.before()))) {
          record(change, update.before(), Optional.of(pending));
        }
      }
      case Change.Replace replace -> {
        if (recorded.isEmpty()) {
          record(change, replace.before(), Optional.of(pending));
        }
      }
      case Change.Delete _, Change.Adopt _, Change.Forget _, Change.NoOp _ -> {}
    }
  }

  /** After a step that failed: what steps before it told is kept. */
  void failed(Change change, Value.Fields soFar, String step, boolean told) {
    if (told && !(change instanceof Change.Update) && !(change instanceof Change.Delete)) {
      record(change, soFar, Optional.of(new Pending(pendingAction(change), step)));
    }
  }

  /** After the last step. */
  void finished(Change change, Value.Fields settled) {
    switch (change) {
      case Change.Create _, Change.Update _, Change.Replace _, Change.Adopt _ ->
          record(change, settled, Optional.empty());
      case Change.Delete _, Change.Forget _ ->
          journal.accept(new JournalEntry.ResourceRemoved(change.address()));
      case Change.NoOp _ -> {}
    }
  }

  /**
   * The action that a pending mark names. What was being created or removed when a run was cut off
   * stays so until it is finished, though finishing it is an update by then.
   */
  String pendingAction(Change change) {
    return request
        .recorded(change.address())
        .flatMap(Recorded::pending)
        .map(Pending::action)
        .filter(action -> !action.equals(UPDATE))
        .orElse(change.action());
  }

  private void record(Change change, Value.Fields attributes, Optional<Pending> pending) {
    ResourceAddress address = change.address();
    Managed<?> managed = request.managed(address);
    Optional<Recorded> recorded = request.recorded(address);
    SortedSet<ResourceAddress> dependencies =
        request
            .desired(address)
            .map(Desired::dependencies)
            .or(() -> recorded.map(Recorded::dependencies))
            .orElseGet(TreeSet::new);
    journal.accept(
        new JournalEntry.ResourceRecorded(
            new Recorded(
                address,
                managed.kind().schemaVersion(),
                Unknowns.strip(attributes),
                dependencies,
                hosts(managed),
                recorded.map(Recorded::conditions).orElse(List.<Condition>of()),
                pending)));
  }

  private SortedMap<HostName, HostIdentity> hosts(Managed<?> managed) {
    SortedMap<HostName, HostIdentity> own = new TreeMap<>(request.plan().hosts());
    own.keySet().retainAll(managed.hosts());
    return own;
  }
}
