package dev.gantry.engine.planner;

import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares attributes, down to the smallest part that reads well: each field of a group for itself,
 * each item of a list of groups that kept its length, any other list as one value. A group without
 * fields and an empty list are the same as nothing. Written here rather than by a library for trees
 * of JSON, because of these rules and of values that are not known yet.
 */
public final class Differ {
  private Differ() {}

  /**
   * Every difference, sorted by path.
   *
   * @param ignored top-level attributes to leave out
   */
  public static List<AttributeDiff> diff(
      Value.Fields before, Value.Fields after, Set<String> ignored) {
    List<AttributeDiff> found = new ArrayList<>();
    for (String name : names(before, after)) {
      if (!ignored.contains(name)) {
        compare(AttributePath.of(name), before.find(name), after.find(name), found);
      }
    }
    return found;
  }

  private static void compare(
      AttributePath path,
      Optional<Value> before,
      Optional<Value> after,
      List<AttributeDiff> found) {
    if (before.equals(after) || (isNothing(before) && isNothing(after))) {
      return;
    }
    if (isGroupOrNothing(before) && isGroupOrNothing(after)) {
      Value.Fields left = group(before);
      Value.Fields right = group(after);
      for (String name : names(left, right)) {
        compare(path.field(name), left.find(name), right.find(name), found);
      }
    } else if (before.orElse(null) instanceof Value.Many left
        && after.orElse(null) instanceof Value.Many right
        && alike(left, right)) {
      for (int i = 0; i < left.items().size(); i++) {
        compare(
            path.index(i),
            Optional.of(left.items().get(i)),
            Optional.of(right.items().get(i)),
            found);
      }
    } else {
      found.add(new AttributeDiff(path, before, after));
    }
  }

  /** Lists of groups of one length: most likely the same items, some with other fields. */
  private static boolean alike(Value.Many left, Value.Many right) {
    return left.items().size() == right.items().size()
        && left.items().stream().allMatch(Value.Fields.class::isInstance)
        && right.items().stream().allMatch(Value.Fields.class::isInstance);
  }

  private static boolean isNothing(Optional<Value> value) {
    return value.isEmpty()
        || (value.get() instanceof Value.Many(List<Value> items) && items.isEmpty())
        || (value.get() instanceof Value.Fields fields
            && fields.entries().values().stream().allMatch(item -> isNothing(Optional.of(item))));
  }

  private static boolean isGroupOrNothing(Optional<Value> value) {
    return value.isEmpty() || value.get() instanceof Value.Fields;
  }

  private static Value.Fields group(Optional<Value> value) {
    return value.isPresent() && value.get() instanceof Value.Fields fields
        ? fields
        : Value.Fields.empty();
  }

  private static SortedSet<String> names(Value.Fields left, Value.Fields right) {
    SortedSet<String> names = new TreeSet<>(left.entries().keySet());
    names.addAll(right.entries().keySet());
    return names;
  }
}
