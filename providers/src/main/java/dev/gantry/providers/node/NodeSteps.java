package dev.gantry.providers.node;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns a Node's change into steps. {@link #CONCERNS} is the recipe; removal runs it backwards. */
final class NodeSteps {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** In the order in which they are applied. */
  private static final List<Concern> CONCERNS =
      List.of(
          new MarkConcern(),
          new HostnameConcern(),
          new ModulesConcern(),
          new SysctlsConcern(),
          new SwapConcern(),
          new HostsFileConcern(),
          new PackagesConcern(),
          new RuntimeConfigConcern(),
          new RuntimeService());

  private final HostName host;
  private final Function<ResourceAddress, NodeHost> open;

  /**
   * @param open opens the machine when a step runs, never earlier
   */
  NodeSteps(HostName host, Function<ResourceAddress, NodeHost> open) {
    this.host = host;
    this.open = open;
  }

  /** The steps of a change, in their order. */
  List<Step> of(Change change) {
    return switch (change) {
      case Change.Create create ->
          all(create.address(), Wanted.of(Value.Fields.empty(), create.after()));
      case Change.Update update -> needed(update);
      case Change.Replace replace -> {
        List<Step> steps = new ArrayList<>(List.of(guarding(replace.address())));
        steps.addAll(removal(replace.address()));
        steps.addAll(all(replace.address(), Wanted.of(Value.Fields.empty(), replace.after())));
        yield steps;
      }
      case Change.Delete delete -> removal(delete.address());
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  /** Its replacement may have been asked for by name: no plan has looked what would end with it. */
  private Step guarding(ResourceAddress address) {
    return Step.on(
        host,
        "check-cluster",
        "looking whether a cluster needs the machine",
        (StepContext _) -> ClusterGuard.refuse(open.apply(address)));
  }

  private List<Step> all(ResourceAddress address, Wanted wanted) {
    return CONCERNS.stream()
        .filter(concern -> concern.isWanted(wanted))
        .map(concern -> applying(concern, address, wanted.before()))
        .toList();
  }

  private List<Step> needed(Change.Update update) {
    Wanted wanted = Wanted.of(update.before(), update.after());
    List<Step> steps = new ArrayList<>();
    for (Concern concern : CONCERNS.reversed()) {
      if (isTouched(concern, wanted, update.diffs()) && !concern.isWanted(wanted)) {
        steps.add(givingBack(concern, update.address()));
      }
    }
    for (Concern concern : CONCERNS) {
      if (isTouched(concern, wanted, update.diffs()) && concern.isWanted(wanted)) {
        steps.add(applying(concern, update.address(), update.before()));
      }
    }
    return steps;
  }

  private static boolean isTouched(Concern concern, Wanted wanted, List<AttributeDiff> diffs) {
    List<AttributePath> paths = concern.paths(wanted.spec());
    return diffs.stream()
        .anyMatch(
            diff ->
                paths.stream()
                    .anyMatch(path -> path.contains(diff.path()) || diff.path().contains(path)));
  }

  private List<Step> removal(ResourceAddress address) {
    return CONCERNS.reversed().stream().map(concern -> givingBack(concern, address)).toList();
  }

  /** The attributes are read again when the step runs: by then every reference is known. */
  private Step applying(Concern concern, ResourceAddress address, Value.Fields before) {
    return Step.on(
            host,
            concern.id(),
            concern.title(),
            (StepContext context) ->
                concern.apply(open.apply(address), Wanted.of(before, context.after()), context))
        .within(LIMIT);
  }

  private Step givingBack(Concern concern, ResourceAddress address) {
    return Step.on(
            host,
            "undo-" + concern.id(),
            "undoing: " + concern.title(),
            (StepContext _) -> concern.giveBack(open.apply(address)))
        .within(LIMIT);
  }
}
