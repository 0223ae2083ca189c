package dev.gantry.engine.planner;

import dev.gantry.engine.plan.Plan;
import dev.gantry.resources.address.ResourceAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the person asks of a plan.
 *
 * @param refresh whether to observe what is already as configured; without it the state is believed
 *     for those, and only what is new, changed or half-done is observed
 * @param targets only these and what they need; everything when empty
 * @param excludes not these, nor what depends on them
 * @param replace to be replaced though nothing of them asks for it
 * @param parallelism hosts to read at once, at least 1
 */
public record PlanOptions(
    Plan.Mode mode,
    boolean refresh,
    SortedSet<ResourceAddress> targets,
    SortedSet<ResourceAddress> excludes,
    SortedSet<ResourceAddress> replace,
    int parallelism) {
  /** As the command line has it where nothing else is said. */
  public static final int DEFAULT_PARALLELISM = 30;

  public PlanOptions {
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
    excludes = Collections.unmodifiableSortedSet(new TreeSet<>(excludes));
    replace = Collections.unmodifiableSortedSet(new TreeSet<>(replace));
  }

  /** A plan of everything, after a refresh. */
  public static PlanOptions of(Plan.Mode mode) {
    SortedSet<ResourceAddress> none = new TreeSet<>();
    return new PlanOptions(mode, true, none, none, none, DEFAULT_PARALLELISM);
  }

  /** The usual plan. */
  public static PlanOptions normal() {
    return of(Plan.Mode.NORMAL);
  }

  /** The same, believing the state where the configuration has not changed. */
  public PlanOptions withoutRefresh() {
    return new PlanOptions(mode, false, targets, excludes, replace, parallelism);
  }

  /** The same for these resources and what they need only. */
  public PlanOptions targeting(Collection<ResourceAddress> only) {
    return new PlanOptions(mode, refresh, sorted(only), excludes, replace, parallelism);
  }

  /** The same without these resources and what depends on them. */
  public PlanOptions excluding(Collection<ResourceAddress> not) {
    return new PlanOptions(mode, refresh, targets, sorted(not), replace, parallelism);
  }

  /** The same, replacing these resources. */
  public PlanOptions replacing(Collection<ResourceAddress> those) {
    return new PlanOptions(mode, refresh, targets, excludes, sorted(those), parallelism);
  }

  /** Every address that the person named. */
  List<ResourceAddress> named() {
    SortedSet<ResourceAddress> all = new TreeSet<>(targets);
    all.addAll(excludes);
    all.addAll(replace);
    return List.copyOf(all);
  }

  private static SortedSet<ResourceAddress> sorted(Collection<ResourceAddress> addresses) {
    return new TreeSet<>(addresses);
  }
}
