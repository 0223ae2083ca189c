package dev.gantry.providers.vip;

import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.VipSpec;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import dev.gantry.state.Recorded;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Asks and runs a provider as the engine does. */
final class Drive {
  static final ResourceAddress ADDRESS = new ResourceAddress("VIP", "main");

  private Drive() {}

  static Subject<VipSpec> subject(
      SortedMap<String, NodeSpec> nodes, Value.Fields spec, Optional<Value.Fields> recorded) {
    Kind.Inventory inventory =
        new Kind.Inventory() {
          @Override
          @SuppressWarnings("unchecked")
          public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
            return kind.name().equals(NodeKind.KIND.name())
                ? (SortedMap<String, T>) nodes
                : Collections.emptySortedMap();
          }
        };
    return new Subject<>(
        ADDRESS,
        SpecReader.read(VipSpec.class, spec),
        recorded.map(
            attributes ->
                new Recorded(
                    ADDRESS,
                    1,
                    attributes,
                    new TreeSet<>(),
                    new TreeMap<>(),
                    List.of(),
                    Optional.empty())),
        inventory,
        inventory);
  }

  /** Runs steps in their order; tells what they put out. */
  static Value.Fields run(List<Step> steps, Value.Fields after, Consumer<String> progress)
      throws Exception {
    SortedMap<String, Value> outputs = new TreeMap<>();
    StepContext context =
        new StepContext() {
          @Override
          public Value.Fields after() {
            return after;
          }

          @Override
          public Duration timeout() {
            return Duration.ofMinutes(1);
          }

          @Override
          public void progress(String message) {
            progress.accept(message);
          }

          @Override
          public void output(String attribute, Value value) {
            outputs.put(attribute, value);
          }

          @Override
          public void condition(
              String type, Condition.Status status, String reason, String message) {}
        };
    for (Step step : steps) {
      progress.accept("== " + step.id());
      step.action().run(context);
    }
    return new Value.Fields(outputs);
  }
}
