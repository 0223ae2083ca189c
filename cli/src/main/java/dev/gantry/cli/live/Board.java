package dev.gantry.cli.live;

import dev.gantry.engine.event.Event;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What runs now and what has ended, counted from events. Not safe for use by several threads. */
final class Board {

  /**
   * A resource that is being changed.
   *
   * @param doing what its newest step is at
   */
  record Running(ResourceAddress address, String action, String doing, Instant since) {}

  private final TreeMap<ResourceAddress, Running> running = new TreeMap<>();
  private final SortedSet<HostName> probing = new TreeSet<>();
  private int probed;
  private int stepsDone;
  private int done;
  private int failed;
  private int skipped;

  void on(Event event) {
    switch (event) {
      case Event.ProbeStarted it -> probing.add(it.host());
      case Event.ProbeEnded it -> {
        probing.remove(it.host());
        probed++;
      }
      case Event.ResourceStarted it ->
          running.put(it.address(), new Running(it.address(), it.action(), "", it.at()));
      case Event.StepStarted it -> doing(it.address(), it.action(), it.title(), it.at());
      case Event.StepProgress it -> doing(it.address(), "", it.message(), it.at());
      case Event.StepRetrying it ->
          doing(it.address(), "", "waiting to try again: " + it.reason().summary(), it.at());
      case Event.StepDone _ -> stepsDone++;
      case Event.StepFailed _ -> stepsDone++;
      case Event.ResourceDone it -> {
        running.remove(it.address());
        done++;
      }
      case Event.ResourceFailed it -> {
        running.remove(it.address());
        failed++;
      }
      case Event.ResourceSkipped it -> {
        running.remove(it.address());
        skipped++;
      }
    }
  }

  private void doing(ResourceAddress address, String action, String doing, Instant at) {
    running.merge(
        address,
        new Running(address, action, doing, at),
        (old, next) -> new Running(address, old.action(), doing, old.since()));
  }

  List<Running> running() {
    return new ArrayList<>(running.values());
  }

  /** Hosts asked and not yet heard of. */
  int probing() {
    return probing.size();
  }

  int probed() {
    return probed;
  }

  int stepsDone() {
    return stepsDone;
  }

  int done() {
    return done;
  }

  int failed() {
    return failed;
  }

  int skipped() {
    return skipped;
  }
}
