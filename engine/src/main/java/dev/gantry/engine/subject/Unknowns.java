package dev.gantry.engine.subject;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Works on values of which parts are not known yet. */
public final class Unknowns {
  private Unknowns() {}

  /**
   * The expected attributes, with every value that the desired spec does not know yet put back. A
   * provider works on typed specs, in which a placeholder stands for such a value.
   */
  public static Value.Fields restore(Value.Fields expected, Value.Fields spec) {
    return (Value.Fields) restored(expected, spec);
  }

  /** The planned attributes, with every unknown value replaced by what is known of it by now. */
  public static Value.Fields fill(Value.Fields planned, Value.Fields now) {
    return (Value.Fields) filled(planned, Optional.of(now));
  }

  /** The attributes without the values that are not known. */
  public static Value.Fields strip(Value.Fields attributes) {
    return (Value.Fields) stripped(attributes).orElse(Value.Fields.empty());
  }

  private static Value restored(Value expected, Value spec) {
    if (spec.isKnown()) {
      return expected;
    }
    if (expected instanceof Value.Fields fields && spec instanceof Value.Fields wanted) {
      SortedMap<String, Value> merged = new TreeMap<>(fields.entries());
      wanted
          .entries()
          .forEach(
              (name, value) -> {
                if (!value.isKnown()) {
                  Value ours = merged.get(name);
                  merged.put(name, ours == null ? value : restored(ours, value));
                }
              });
      return new Value.Fields(merged);
    }
    return spec;
  }

  private static Value filled(Value planned, Optional<Value> now) {
    return switch (planned) {
      case Value.Unknown _ -> now.orElse(planned);
      case Value.Text _, Value.Whole _, Value.Flag _, Value.Sealed _ -> planned;
      case Value.Many(List<Value> items) -> {
        List<Value> known = new ArrayList<>();
        for (Value item : items) {
          AttributePath path = AttributePath.root().index(known.size());
          known.add(filled(item, now.flatMap(path::in)));
        }
        yield new Value.Many(known);
      }
      case Value.Fields fields -> {
        SortedMap<String, Value> known = new TreeMap<>();
        fields
            .entries()
            .forEach(
                (name, value) ->
                    known.put(name, filled(value, now.flatMap(AttributePath.of(name)::in))));
        yield new Value.Fields(known);
      }
    };
  }

  private static Optional<Value> stripped(Value value) {
    return switch (value) {
      case Value.Unknown _ -> Optional.empty();
      case Value.Text _, Value.Whole _, Value.Flag _, Value.Sealed _ -> Optional.of(value);
      case Value.Many(List<Value> items) ->
          Optional.of(
              new Value.Many(items.stream().flatMap(item -> stripped(item).stream()).toList()));
      case Value.Fields fields -> {
        SortedMap<String, Value> known = new TreeMap<>();
        fields
            .entries()
            .forEach((name, item) -> stripped(item).ifPresent(kept -> known.put(name, kept)));
        yield Optional.of(new Value.Fields(known));
      }
    };
  }
}
