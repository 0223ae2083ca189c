package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Attributes that all share one mark: those of a resource that comes or goes, or that is only
 * shown.
 *
 * <pre>
 *       + address = "10.0.0.1"
 *       + kernel  = {
 *           + modules = [
 *               + "overlay",
 *             ]
 *         }
 * </pre>
 */
final class AttributeBlock {
  private final StringBuilder text;
  private final Style style;
  private final Mark mark;

  /** What follows each leaf of something that goes: {@code -> null}. */
  private final String tail;

  AttributeBlock(StringBuilder text, Style style, Mark mark) {
    this.text = text;
    this.style = style;
    this.mark = mark;
    this.tail = mark == Mark.DELETE ? style.dim(" -> null") : "";
  }

  /**
   * Adds the fields, sorted, names padded so that the equals signs stand in one column.
   *
   * @param indent columns before the mark's own three
   */
  void fields(SortedMap<String, Value> fields, int indent) {
    int width = fields.keySet().stream().mapToInt(n -> ValueText.name(n).length()).max().orElse(0);
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      String name = ValueText.name(field.getKey());
      line(indent, name + " ".repeat(width - name.length()) + " = ", field.getValue(), "");
    }
  }

  private void line(int indent, String before, Value value, String after) {
    String start = " ".repeat(indent) + mark.painted(style) + " " + before;
    switch (value) {
      case Value.Fields(SortedMap<String, Value> entries) when !entries.isEmpty() -> {
        text.append(start).append("{\n");
        fields(entries, indent + 4);
        close(indent, "}" + after);
      }
      case Value.Many(List<Value> items) when !items.isEmpty() -> {
        text.append(start).append("[\n");
        items.forEach(item -> line(indent + 4, "", item, ","));
        close(indent, "]" + after);
      }
      case Value.Fields _,
          Value.Many _,
          Value.Text _,
          Value.Whole _,
          Value.Flag _,
          Value.Unknown _,
          Value.Sealed _ ->
          text.append(start)
              .append(ValueText.of(value))
              .append(after)
              .append(after.isEmpty() ? tail : "")
              .append('\n');
    }
  }

  private void close(int indent, String bracket) {
    text.append(" ".repeat(indent + 4)).append(bracket).append('\n');
  }
}
