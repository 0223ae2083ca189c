package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A fleet of Nodes, and what the kind's rules say of it. */
final class Nodes {
  private final SortedMap<String, NodeSpec> specs = new TreeMap<>();

  /** A Node's fields: its address. */
  static Value.Fields at(String address) {
    return Value.Fields.empty().with("address", Value.of(address));
  }

  /** A group of fields. */
  static Value.Fields group(Map<String, Value> fields) {
    return new Value.Fields(new TreeMap<>(fields));
  }

  /** A Node with one field besides its address. */
  static Value.Fields with(String field, Value value) {
    return at("10.0.0.1").with(field, value);
  }

  Nodes add(String name, Value.Fields fields) {
    specs.put(name, SpecReader.read(NodeSpec.class, fields));
    return this;
  }

  /** Every problem of every node: {@code name path code: summary}. */
  List<String> problems() {
    List<String> found = new ArrayList<>();
    Kind.Inventory fleet = new Fleet();
    specs.forEach(
        (name, spec) -> NodeKind.KIND.rule().check(name, spec, fleet, new Told(name, found)));
    return found;
  }

  private final class Fleet implements Kind.Inventory {
    @Override
    public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
      SortedMap<String, T> all = new TreeMap<>();
      specs.forEach((name, spec) -> all.put(name, kind.spec().cast(spec)));
      return all;
    }
  }

  private record Told(String name, List<String> found) implements Problems {
    @Override
    public void error(AttributePath path, String code, String summary, String detail) {
      found.add(name + " " + path + " " + code + ": " + summary);
    }

    @Override
    public void warning(AttributePath path, String code, String summary, String detail) {
      found.add(name + " " + path + " warning " + code + ": " + summary);
    }
  }
}
