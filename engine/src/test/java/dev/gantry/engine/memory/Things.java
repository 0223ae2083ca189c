package dev.gantry.engine.memory;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.SourceRange;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Desired things, as a loader would give them. */
public final class Things {
  private Things() {}

  /** A thing on a machine. */
  public static Builder thing(String name, String host) {
    return new Builder(name, host);
  }

  /** A thing's address. */
  public static ResourceAddress address(String name) {
    return new ResourceAddress("Thing", name);
  }

  /** Builds one desired thing. */
  public static final class Builder {
    private final String name;
    private final SortedSet<ResourceAddress> dependencies = new TreeSet<>();
    private final SortedMap<AttributePath, String> references = new TreeMap<>();
    private Value.Fields spec;

    Builder(String name, String host) {
      this.name = name;
      this.spec = Value.Fields.empty().with("host", Value.of(host));
    }

    /** Sets a setting. */
    public Builder set(String setting, String value) {
      spec = spec.with("settings", spec.fields("settings").with(setting, Value.of(value)));
      return this;
    }

    /** Sets the zone, which cannot change in place. */
    public Builder zone(String zone) {
      spec = spec.with("zone", Value.of(zone));
      return this;
    }

    /** Forbids its destruction. */
    public Builder protect() {
      spec = spec.with("preventDestroy", Value.of(true));
      return this;
    }

    /** Makes it depend on things. */
    public Builder after(String... names) {
      for (String other : names) {
        dependencies.add(address(other));
      }
      return this;
    }

    /** Makes its activation wait for a step of a thing that it depends on. */
    public Builder afterStep(String other, String step) {
      after(other);
      spec = spec.with("needs", Value.ofTexts(List.of(address(other) + ":" + step)));
      return this;
    }

    /** Gives copies of it to machines. */
    public Builder copies(String... hosts) {
      spec = spec.with("copies", Value.ofTexts(List.of(hosts)));
      return this;
    }

    /** Makes it refer to another thing's id. */
    public Builder upstream(String other) {
      after(other);
      String text = address(other) + ".id";
      references.put(AttributePath.of("upstream"), "${" + text + "}");
      spec = spec.with("upstream", new Value.Unknown(text));
      return this;
    }

    Desired build() {
      return new Desired(
          address(name),
          SpecReader.conform(ThingSpec.class, spec),
          dependencies,
          references,
          new SourceRange("things.yaml", 1, 1, 1, "kind: Thing"));
    }
  }
}
