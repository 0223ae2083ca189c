package dev.gantry.engine.memory;

import dev.gantry.engine.plan.Change;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.spi.Expectation;
import dev.gantry.engine.spi.Observation;
import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Step;
import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepRef;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.value.Value;
import dev.gantry.state.json.Json;
import dev.gantry.state.value.ValueJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes things real in a {@link MemoryWorld}: a file is written, then it is activated. */
public final class MemoryProvider implements Provider<ThingSpec> {
  /** The kind {@code Thing}; {@code id} is made when it is created, {@code facts} are facts. */
  public static final Kind<ThingSpec> KIND =
      new Kind<>(
          "Thing",
          ThingSpec.class,
          1,
          "Something in memory.",
          new TreeSet<>(List.of("id", "facts")),
          new TreeSet<>(List.of("facts")),
          (_, _, _, _) -> {});

  private final MemoryWorld world;
  private final Faults faults;
  private final Duration timeout;

  public MemoryProvider(MemoryWorld world, Faults faults) {
    this(world, faults, Duration.ofMinutes(1));
  }

  /**
   * @param timeout of each try of a step
   */
  public MemoryProvider(MemoryWorld world, Faults faults, Duration timeout) {
    this.world = world;
    this.faults = faults;
    this.timeout = timeout;
  }

  @Override
  public Kind<ThingSpec> kind() {
    return KIND;
  }

  @Override
  public SortedMap<HostName, ProbeRequest> probe(Subject<ThingSpec> subject) {
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    requests.put(
        host(subject),
        new ProbeRequest(new TreeSet<>(), new TreeSet<>(List.of(path(subject))), new TreeMap<>()));
    subject
        .spec()
        .copies()
        .forEach(
            copy ->
                requests.putIfAbsent(
                    new HostName(copy),
                    new ProbeRequest(new TreeSet<>(), new TreeSet<>(), new TreeMap<>())));
    return requests;
  }

  @Override
  public Observation observe(
      Subject<ThingSpec> subject, SortedMap<HostName, HostReading> readings) {
    return switch (readings.get(host(subject))) {
      case HostReading.Silent silent -> new Observation.Unknown(silent.reason());
      case HostReading.Answered answered ->
          answered
              .file(path(subject))
              .flatMap(HostReading.FileReading::content)
              .<Observation>map(text -> new Observation.Present(attributes(text, answered)))
              .orElseGet(() -> new Observation.Absent(facts(Value.Fields.empty(), answered)));
      case null -> throw new IllegalArgumentException("not read: " + host(subject));
    };
  }

  @Override
  public Expectation expect(
      Subject<ThingSpec> subject, Observation observed, SortedMap<HostName, HostReading> readings) {
    Value id =
        observed instanceof Observation.Present(Value.Fields now)
            ? now.find("id").orElseThrow()
            : new Value.Unknown(subject.address() + ".id");
    if (!(readings.get(host(subject)) instanceof HostReading.Answered answered)) {
      throw new IllegalArgumentException("expected of an unread host: " + host(subject));
    }
    return Expectation.of(facts(SpecWriter.write(subject.spec()).with("id", id), answered));
  }

  @Override
  public List<Step> steps(Subject<ThingSpec> subject, Change change) {
    List<Step> steps = new ArrayList<>();
    switch (change) {
      case Change.Create _, Change.Update _ -> addWrite(subject, steps);
      case Change.Replace _ -> {
        steps.add(remove(subject));
        addWrite(subject, steps);
      }
      case Change.Delete _ -> steps.add(remove(subject));
      case Change.Adopt _, Change.Forget _, Change.NoOp _ -> {}
    }
    return steps;
  }

  /** Things with a setting {@code queue} take turns. */
  @Override
  public Optional<String> queue(Subject<ThingSpec> subject, Change change) {
    return Optional.ofNullable(subject.spec().settings().get("queue"));
  }

  private void addWrite(Subject<ThingSpec> subject, List<Step> steps) {
    String name = subject.address().name();
    steps.add(
        step(
            subject,
            "write",
            "writing " + name,
            context ->
                context.output("id", Value.of(world.write(host(subject), name, context.after())))));
    for (String copy : subject.spec().copies()) {
      steps.add(copy(subject, copy, "send"));
      steps.add(copy(subject, copy, "unpack"));
    }
    steps.add(
        step(subject, "activate", "activating " + name, _ -> world.activate(host(subject), name))
            .after(subject.spec().needs().stream().map(MemoryProvider::milestone).toList()));
  }

  private Step remove(Subject<ThingSpec> subject) {
    String name = subject.address().name();
    return step(subject, "remove", "removing " + name, _ -> world.remove(host(subject), name));
  }

  /** What a step does to the world. */
  @FunctionalInterface
  private interface Deed {
    void on(StepContext context);
  }

  private Step step(Subject<ThingSpec> subject, String id, String title, Deed deed) {
    return Step.on(
            host(subject),
            id,
            title,
            context -> {
              faults.before(subject.address(), id);
              deed.on(context);
            })
        .within(timeout);
  }

  private Step copy(Subject<ThingSpec> subject, String host, String id) {
    String name = id + ":" + host;
    return Step.on(new HostName(host), name, name, _ -> faults.before(subject.address(), name))
        .within(timeout)
        .byHost();
  }

  private static StepRef milestone(String text) {
    int colon = text.indexOf(':');
    return new StepRef(
        ResourceAddress.parse(text.substring(0, colon)).orElseThrow(), text.substring(colon + 1));
  }

  private static HostName host(Subject<ThingSpec> subject) {
    return new HostName(subject.spec().host());
  }

  private static String path(Subject<ThingSpec> subject) {
    return MemoryWorld.path(subject.address().name());
  }

  private static Value.Fields attributes(String text, HostReading.Answered answered) {
    return facts(ValueJson.fieldsFromJson(Json.parse(text), "file"), answered);
  }

  private static Value.Fields facts(Value.Fields attributes, HostReading.Answered answered) {
    return attributes.with(
        "facts", Value.Fields.empty().with("machineId", Value.of(answered.identity().machineId())));
  }
}
