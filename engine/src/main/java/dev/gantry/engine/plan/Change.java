package dev.gantry.engine.plan;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to become of one resource. {@code before} is what the machines said at plan time (or the
 * state, without a refresh); {@code after} may hold {@link Value.Unknown}.
 */
public sealed interface Change {
  /** The resource. */
  ResourceAddress address();

  /** What is done, in one word: as events, journals and plans say it. */
  default String action() {
    return switch (this) {
      case Create _ -> "create";
      case Update _ -> "update";
      case Replace _ -> "replace";
      case Delete _ -> "delete";
      case Adopt _ -> "adopt";
      case Forget _ -> "forget";
      case NoOp _ -> "no-op";
    };
  }

  /** What the resource will be like afterwards; empty when it will not be there. */
  default Optional<Value.Fields> outcome() {
    return switch (this) {
      case Create create -> Optional.of(create.after());
      case Update update -> Optional.of(update.after());
      case Replace replace -> Optional.of(replace.after());
      case Adopt adopt -> Optional.of(adopt.after());
      case NoOp noOp -> Optional.of(noOp.before());
      case Delete _, Forget _ -> Optional.empty();
    };
  }

  /** It is not there and will be made. */
  record Create(ResourceAddress address, Value.Fields facts, Value.Fields after)
      implements Change {}

  /** It will be changed where it is. */
  record Update(
      ResourceAddress address, Value.Fields before, Value.Fields after, List<AttributeDiff> diffs)
      implements Change {
    public Update {
      diffs = List.copyOf(diffs);
    }
  }

  /** It will be removed and made anew; {@code because} has the reason by attribute. */
  record Replace(
      ResourceAddress address,
      Value.Fields before,
      Value.Fields after,
      List<AttributeDiff> diffs,
      SortedMap<AttributePath, String> because)
      implements Change {
    public Replace {
      diffs = List.copyOf(diffs);
      because = Collections.unmodifiableSortedMap(new TreeMap<>(because));
    }
  }

  /** It will be removed, as the configuration or the person says. */
  record Delete(ResourceAddress address, Value.Fields before, String because) implements Change {}

  /** It is there already as desired, and will be recorded; no machine is touched. */
  record Adopt(ResourceAddress address, Value.Fields after) implements Change {}

  /** It is gone from the machines and from the configuration; the record will be dropped. */
  record Forget(ResourceAddress address, Value.Fields before, String because) implements Change {}

  /** It is as desired. */
  record NoOp(ResourceAddress address, Value.Fields before) implements Change {}
}
