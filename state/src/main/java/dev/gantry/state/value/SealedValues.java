package dev.gantry.state.value;

import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the sealed values among attributes, and puts others in their places. */
public final class SealedValues {
  private SealedValues() {}

  /** What becomes of one sealed value. */
  @FunctionalInterface
  public interface Exchange {
    /** The value that is to stand at that place. */
    Value.Sealed of(AttributePath path, Value.Sealed value);
  }

  /** Every sealed value by its path. */
  public static SortedMap<AttributePath, Value.Sealed> in(Value value, AttributePath path) {
    SortedMap<AttributePath, Value.Sealed> found = new TreeMap<>();
    if (value.holdsSecret()) {
      exchanged(
          value,
          path,
          (at, secret) -> {
            found.put(at, secret);
            return secret;
          });
    }
    return found;
  }

  /** The same attributes with other sealed values; those without any are given back as they are. */
  public static Value.Fields exchanged(Value.Fields attributes, Exchange exchange) {
    return attributes.holdsSecret()
        ? (Value.Fields) exchanged(attributes, AttributePath.root(), exchange)
        : attributes;
  }

  private static Value exchanged(Value value, AttributePath path, Exchange exchange) {
    return switch (value) {
      case Value.Sealed secret -> exchange.of(path, secret);
      case Value.Text _, Value.Whole _, Value.Flag _, Value.Unknown _ -> value;
      case Value.Many(List<Value> items) -> {
        List<Value> next = new ArrayList<>();
        for (Value item : items) {
          next.add(exchanged(item, path.index(next.size()), exchange));
        }
        yield new Value.Many(next);
      }
      case Value.Fields fields -> {
        SortedMap<String, Value> next = new TreeMap<>();
        fields
            .entries()
            .forEach((name, item) -> next.put(name, exchanged(item, path.field(name), exchange)));
        yield new Value.Fields(next);
      }
    };
  }
}
