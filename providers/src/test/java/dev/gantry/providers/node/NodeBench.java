package dev.gantry.providers.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.Remote;
import dev.gantry.providers.host.Remotes;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Condition;
import dev.gantry.state.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Plans and applies one Node on a machine in memory, as the engine does on real ones. */
final class NodeBench {
  static final ResourceAddress ADDRESS = new ResourceAddress("Node", "cp-1");

  private final FakeMachine machine;
  private final NodeProvider provider;
  private final SortedMap<String, NodeSpec> others = new TreeMap<>();
  private ResourceAddress address = ADDRESS;
  private Optional<Recorded> recorded = Optional.empty();

  NodeBench() {
    this(new FakeMachine("cp-1"));
  }

  private NodeBench(FakeMachine machine) {
    this(machine, _ -> machine.ledger());
  }

  NodeBench(FakeMachine machine, Function<Remote, Ledger> ledgers) {
    this.machine = machine;
    this.provider = new NodeProvider(new OneMachine(machine), ledgers, Path.of("conf"));
  }

  FakeMachine machine() {
    return machine;
  }

  /** The Node gets another name, as {@code state mv} and the configuration give it. */
  void rename(String name) {
    address = new ResourceAddress("Node", name);
    Value.Fields attributes = recorded.orElseThrow().attributes();
    record(attributes);
  }

  /** Another node of the configuration. */
  void neighbour(String name, Value.Fields fields) {
    others.put(name, SpecReader.read(NodeSpec.class, fields));
  }

  Observation observe(Value.Fields fields) {
    Subject<NodeSpec> subject = subject(fields);
    return provider.observe(subject, readings(subject));
  }

  Expectation expect(Value.Fields fields) {
    Subject<NodeSpec> subject = subject(fields);
    SortedMap<HostName, HostReading> readings = readings(subject);
    return provider.expect(subject, provider.observe(subject, readings), readings);
  }

  /** What a plan would do. */
  Change plan(Value.Fields fields) {
    Value.Fields after = expect(fields).attributes();
    return switch (observe(fields)) {
      case Observation.Absent(Value.Fields facts) -> new Change.Create(address, facts, after);
      case Observation.Present(Value.Fields before) -> {
        List<AttributeDiff> diffs = new ArrayList<>();
        diff(AttributePath.root(), before.without("facts"), after.without("facts"), diffs);
        yield diffs.isEmpty()
            ? new Change.NoOp(address, before)
            : new Change.Update(address, before, after, diffs);
      }
      case Observation.Unknown(Diagnostic reason) -> throw new AssertionError(reason);
    };
  }

  /** Groups are compared field by field; an empty group or list is as good as none. */
  private static void diff(
      AttributePath at, Value.Fields before, Value.Fields after, List<AttributeDiff> diffs) {
    SortedSet<String> names = new TreeSet<>(before.entries().keySet());
    names.addAll(after.entries().keySet());
    for (String name : names) {
      Optional<Value> left = before.find(name).filter(value -> !isNothing(value));
      Optional<Value> right = after.find(name).filter(value -> !isNothing(value));
      if (left.or(() -> right).filter(Value.Fields.class::isInstance).isPresent()) {
        diff(at.field(name), before.fields(name), after.fields(name), diffs);
      } else if (!left.equals(right)) {
        diffs.add(new AttributeDiff(at.field(name), left, right));
      }
    }
  }

  private static boolean isNothing(Value value) {
    return value.equals(Value.Fields.empty()) || value.equals(Value.ofTexts(List.of()));
  }

  /** The ids of the steps of a change. */
  List<String> stepIds(Value.Fields fields, Change change) {
    return provider.steps(subject(fields), change).stream().map(Step::id).toList();
  }

  /** Plans and applies; returns the ids of the steps that ran. */
  List<String> apply(Value.Fields fields) throws StepException, InterruptedException {
    Change change = plan(fields);
    Value.Fields after = expect(fields).attributes();
    Value.Fields outputs = run(provider.steps(subject(fields), change), after);
    record(provider.settle(after, outputs));
    assertThat(plan(fields)).as("the plan after an apply").isInstanceOf(Change.NoOp.class);
    return stepIds(fields, change);
  }

  /** Creates the node; a step that fails ends nothing but itself. */
  void applyWhatGoes(Value.Fields fields) throws InterruptedException {
    Expectation expected = expect(fields);
    if (expected.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      return;
    }
    Value.Fields after = expected.attributes();
    for (Step step :
        provider.steps(subject(fields), new Change.Create(address, Value.Fields.empty(), after))) {
      try {
        step.action().run(new Outputs(after));
      } catch (StepException e) {
        assertThat(e.diagnostic().summary()).isNotBlank();
      }
    }
  }

  /** The commands with which the machine is asked. */
  List<List<String>> probes(Value.Fields fields) {
    List<List<String>> commands = new ArrayList<>();
    provider
        .probe(subject(fields))
        .values()
        .forEach(request -> commands.addAll(request.commands().values()));
    return commands;
  }

  /** Removes the node. */
  void destroy(Value.Fields fields) throws StepException, InterruptedException {
    Change change = new Change.Delete(address, Value.Fields.empty(), "test");
    Value.Fields outputs = run(provider.steps(subject(fields), change), Value.Fields.empty());
    assertThat(provider.settle(Value.Fields.empty(), outputs)).isEqualTo(outputs);
    recorded = Optional.empty();
  }

  private static Value.Fields run(List<Step> steps, Value.Fields after)
      throws StepException, InterruptedException {
    Outputs context = new Outputs(after);
    for (Step step : steps) {
      step.action().run(context);
      step.action().run(context); // Law 6: running it twice does what running it once does.
    }
    return context.outputs;
  }

  private void record(Value.Fields attributes) {
    recorded =
        Optional.of(
            new Recorded(
                address,
                1,
                attributes,
                new TreeSet<>(),
                new TreeMap<>(Map.of(machine.host(), machine.identity())),
                List.of(),
                Optional.empty()));
  }

  private Subject<NodeSpec> subject(Value.Fields fields) {
    NodeSpec spec = SpecReader.read(NodeSpec.class, fields);
    SortedMap<String, NodeSpec> nodes = new TreeMap<>(others);
    nodes.put(address.name(), spec);
    Kind.Inventory inventory = new Fleet(nodes);
    return new Subject<>(address, spec, recorded, inventory, inventory);
  }

  private SortedMap<HostName, HostReading> readings(Subject<NodeSpec> subject) {
    SortedMap<HostName, HostReading> readings = new TreeMap<>();
    provider.probe(subject).forEach((host, request) -> readings.put(host, machine.read(request)));
    return readings;
  }

  private record Fleet(SortedMap<String, NodeSpec> nodes) implements Kind.Inventory {
    @Override
    public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
      SortedMap<String, T> all = new TreeMap<>();
      nodes.forEach((name, spec) -> all.put(name, kind.spec().cast(spec)));
      return all;
    }
  }

  private static final class Outputs implements StepContext {
    private final Value.Fields after;
    private Value.Fields outputs = Value.Fields.empty();

    private Outputs(Value.Fields after) {
      this.after = after;
    }

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
      assertThat(message).isNotBlank();
    }

    @Override
    public void output(String attribute, Value value) {
      outputs = outputs.with(attribute, value);
    }

    @Override
    public void condition(String type, Condition.Status status, String reason, String message) {
      assertThat(type).isNotBlank();
    }
  }

  /** Whatever name it is asked for by. */
  private record OneMachine(Remote machine) implements Remotes {
    @Override
    public Remote on(HostName host) {
      return machine;
    }

    @Override
    public void close() {}
  }
}
