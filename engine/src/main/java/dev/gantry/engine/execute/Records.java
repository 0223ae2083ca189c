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

/**
 * Says what to record of one resource while it is changed, so that whatever cuts the run off, the
 * next plan knows what to finish:
 *
 * <ul>
 *   <li>before the first step, what is being made (its record is needed to remove it, should it
 *       leave the configuration) or what was seen before an update (the difference to what is
 *       wanted must not get lost when a first step has already made it);
 *   <li>after a step that told a secret, that secret: nobody else has it, and the next step may
 *       already make machines depend on it;
 *   <li>after the last one, what it has become.
 * </ul>
 */
final class Records {
  private static final String UPDATE = "update";

  private final Request request;
  private final Change change;
  private final SortedMap<String, Condition> conditions = new TreeMap<>();

  Records(Request request, Change change) {
    this.request = request;
    this.change = change;
    request
        .recorded(change.address())
        .map(Recorded::conditions)
        .orElse(List.of())
        .forEach(condition -> conditions.put(condition.type(), condition));
  }

  /** Takes what a step told of the resource's health. */
  void condition(Condition told) {
    conditions.merge(
        told.type(),
        told,
        (old, next) ->
            old.status() == next.status()
                ? new Condition(
                    next.type(),
                    next.status(),
                    next.reason(),
                    next.message(),
                    old.lastTransitionTime())
                : next);
  }

  /** Before the first step. */
  List<JournalEntry> started(Managed<?> managed, Value.Fields after, String step) {
    Optional<Pending> pending = Optional.of(new Pending(pendingAction(), step));
    Optional<Recorded> recorded = request.recorded(change.address());
    return switch (change) {
      case Change.Create _ -> List.of(record(managed, after, pending));
      case Change.Update update -> {
        boolean halfDone = recorded.flatMap(Recorded::pending).isPresent();
        boolean told = recorded.map(Recorded::attributes).equals(Optional.of(update.before()));
        yield halfDone || told ? List.of() : List.of(record(managed, update.before(), pending));
      }
      case Change.Replace replace ->
          recorded.isPresent() ? List.of() : List.of(record(managed, replace.before(), pending));
      case Change.Delete _, Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  /** After a step that failed: what steps before it told is kept. */
  List<JournalEntry> failed(Managed<?> managed, Value.Fields soFar, String step) {
    return switch (change) {
      case Change.Create _, Change.Replace _ ->
          List.of(record(managed, soFar, Optional.of(new Pending(pendingAction(), step))));
      case Change.Update _, Change.Delete _, Change.Adopt _, Change.Forget _, Change.NoOp _ ->
          List.of();
    };
  }

  /**
   * After a step that told secrets, done or failed. An update keeps what was seen before it: the
   * rest of the difference is still to be made.
   */
  List<JournalEntry> secretsTold(
      Managed<?> managed, Value.Fields soFar, Value.Fields secrets, String step) {
    return switch (change) {
      case Change.Create _, Change.Replace _ -> failed(managed, soFar, step);
      case Change.Update update -> {
        Value.Fields base =
            request
                .recorded(change.address())
                .filter(recorded -> recorded.pending().isPresent())
                .map(Recorded::attributes)
                .orElse(update.before());
        Optional<Pending> pending = Optional.of(new Pending(pendingAction(), step));
        yield List.of(record(managed, base.merge(secrets), pending));
      }
      case Change.Delete _, Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  /** After the last step. */
  List<JournalEntry> finished(Managed<?> managed, Value.Fields settled) {
    return switch (change) {
      case Change.Create _, Change.Update _, Change.Replace _, Change.Adopt _ -> {
        Managed<?> now = managed.recordedAs(recorded(managed, settled, Optional.empty()));
        yield List.of(record(now, settled, Optional.empty()));
      }
      case Change.Delete _, Change.Forget _ ->
          List.of(new JournalEntry.ResourceRemoved(change.address()));
      case Change.NoOp _ -> List.of();
    };
  }

  /**
   * The action that a pending mark names. What was being created or removed when a run was cut off
   * stays so until it is finished, though finishing it is an update by then.
   */
  String pendingAction() {
    return request
        .recorded(change.address())
        .flatMap(Recorded::pending)
        .map(Pending::action)
        .filter(action -> !action.equals(UPDATE))
        .orElse(change.action());
  }

  private JournalEntry record(
      Managed<?> managed, Value.Fields attributes, Optional<Pending> pending) {
    return new JournalEntry.ResourceRecorded(recorded(managed, attributes, pending));
  }

  private Recorded recorded(
      Managed<?> managed, Value.Fields attributes, Optional<Pending> pending) {
    ResourceAddress address = change.address();
    Optional<Recorded> recorded = request.recorded(address);
    SortedSet<ResourceAddress> dependencies =
        request
            .desired(address)
            .map(Desired::dependencies)
            .or(() -> recorded.map(Recorded::dependencies))
            .orElseGet(TreeSet::new);
    return new Recorded(
        address,
        managed.kind().schemaVersion(),
        Unknowns.strip(attributes),
        dependencies,
        hosts(managed),
        List.copyOf(conditions.values()),
        pending);
  }

  private SortedMap<HostName, HostIdentity> hosts(Managed<?> managed) {
    SortedMap<HostName, HostIdentity> known = new TreeMap<>();
    request.recorded(change.address()).ifPresent(recorded -> known.putAll(recorded.hosts()));
    known.putAll(request.plan().hosts());
    known.keySet().retainAll(managed.hosts());
    return known;
  }
}
