package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.plan.AttributeDiff;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that differ, grouped as they are nested:
 *
 * <pre>
 *       ~ kernel = {
 *           ~ sysctls = {
 *               ~ "vm.swappiness" = "60" -> "10"
 *             }
 *         }
 * </pre>
 */
final class DiffBlock {
  private static final String REPLACES = " # forces replacement";

  private final StringBuilder text;
  private final Style style;
  private final SortedMap<AttributePath, String> replacing;

  /**
   * @param replacing paths of which a change replaces the resource
   */
  DiffBlock(StringBuilder text, Style style, SortedMap<AttributePath, String> replacing) {
    this.text = text;
    this.style = style;
    this.replacing = replacing;
  }

  /** A position in the tree of what differs; {@code diff} only at the leaves. */
  private static final class Branch {
    private final AttributePath path;
    private final SortedMap<AttributePath, Branch> below = new TreeMap<>();
    private @Nullable AttributeDiff diff;

    Branch(AttributePath path) {
      this.path = path;
    }
  }

  /** Adds every difference below one indent. */
  void diffs(List<AttributeDiff> diffs, int indent) {
    Branch root = new Branch(AttributePath.root());
    for (AttributeDiff diff : diffs) {
      Branch at = root;
      List<AttributePath.Element> elements = diff.path().elements();
      for (int i = 1; i <= elements.size(); i++) {
        AttributePath path = new AttributePath(elements.subList(0, i));
        at = at.below.computeIfAbsent(path, Branch::new);
      }
      at.diff = diff;
    }
    if (root.diff != null) {
      leaf("", root.diff, indent);
    }
    branches(root, indent);
  }

  private void branches(Branch parent, int indent) {
    int width = parent.below.values().stream().mapToInt(b -> name(b).length()).max().orElse(0);
    for (Map.Entry<AttributePath, Branch> entry : parent.below.entrySet()) {
      Branch branch = entry.getValue();
      String name = name(branch);
      String before = name + " ".repeat(width - name.length()) + " = ";
      if (branch.diff != null) {
        leaf(before, branch.diff, indent);
      } else {
        text.append(start(Mark.UPDATE, indent)).append(before).append("{\n");
        branches(branch, indent + 4);
        text.append(" ".repeat(indent + 4)).append("}\n");
      }
    }
  }

  private void leaf(String before, AttributeDiff diff, int indent) {
    Optional<Value> old = diff.before();
    Optional<Value> next = diff.after();
    String why = replacing.containsKey(diff.path()) ? style.red(REPLACES) : "";
    if (old.isPresent() && next.isPresent()) {
      changed(before, old.get(), next.get(), why, indent);
    } else if (next.isPresent()) {
      text.append(start(Mark.CREATE, indent)).append(before);
      text.append(ValueText.of(next.get())).append(why).append('\n');
    } else if (old.isPresent()) {
      text.append(start(Mark.DELETE, indent)).append(before);
      text.append(ValueText.of(old.get())).append(style.dim(" -> null")).append(why).append('\n');
    }
  }

  private void changed(String before, Value old, Value next, String why, int indent) {
    text.append(start(Mark.UPDATE, indent)).append(before);
    if (old instanceof Value.Many(var left) && next instanceof Value.Many(var right)) {
      text.append('[').append(why).append('\n');
      items(left, right, indent + 4);
      text.append(" ".repeat(indent + 4)).append("]\n");
      return;
    }
    text.append(ValueText.of(old)).append(" -> ").append(ValueText.of(next));
    text.append(why).append('\n');
  }

  /** Items of a list: the shared start and end are left out, what is between goes and comes. */
  private void items(List<Value> old, List<Value> next, int indent) {
    int start = 0;
    int shorter = Math.min(old.size(), next.size());
    while (start < shorter && old.get(start).equals(next.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start && last(old, end).equals(last(next, end))) {
      end++;
    }
    for (Value item : old.subList(start, old.size() - end)) {
      item(Mark.DELETE, item, indent);
    }
    for (Value item : next.subList(start, next.size() - end)) {
      item(Mark.CREATE, item, indent);
    }
    hidden(text, style, start + end, "element", indent);
  }

  private static Value last(List<Value> items, int fromEnd) {
    return items.get(items.size() - 1 - fromEnd);
  }

  private void item(Mark mark, Value item, int indent) {
    text.append(start(mark, indent)).append(ValueText.of(item)).append(",\n");
  }

  /** The line that says how much is not shown, where anything is not. */
  static void hidden(StringBuilder text, Style style, int count, String what, int indent) {
    if (count > 0) {
      String line = "# (" + count + " unchanged " + what + (count == 1 ? "" : "s") + " hidden)";
      text.append(" ".repeat(indent + 4)).append(style.dim(line)).append('\n');
    }
  }

  private String start(Mark mark, int indent) {
    return " ".repeat(indent) + mark.painted(style) + " ";
  }

  private static String name(Branch branch) {
    List<AttributePath.Element> elements = new ArrayList<>(branch.path.elements());
    return switch (elements.getLast()) {
      case AttributePath.Element.Field(String name) -> ValueText.name(name);
      case AttributePath.Element.Index(int position) -> "[" + position + "]";
    };
  }
}
