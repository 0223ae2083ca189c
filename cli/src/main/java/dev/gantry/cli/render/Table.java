package dev.gantry.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns of text, each as wide as its widest cell. The last one is not padded. Colours are put on
 * after the padding, so that they do not count as columns.
 */
final class Table {
  private static final String GAP = "  ";

  private record Cell(String text, UnaryOperator<String> paint) {}

  private final List<List<Cell>> rows = new ArrayList<>();

  /** A row whose first cell is painted. */
  void row(UnaryOperator<String> paint, List<String> cells) {
    List<Cell> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(new Cell(cell, row.isEmpty() ? paint : UnaryOperator.identity()));
    }
    rows.add(row);
  }

  /** A row that is painted as a whole. */
  void painted(UnaryOperator<String> paint, List<String> cells) {
    rows.add(cells.stream().map(cell -> new Cell(cell, paint)).toList());
  }

  /** All rows, each with a line break. */
  String text() {
    List<Integer> widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        boolean last = i == row.size() - 1;
        line.append(cell.paint().apply(cell.text()));
        line.append(last ? "" : " ".repeat(widths.get(i) - length(cell.text())) + GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int length = length(row.get(i).text());
        if (i == widths.size()) {
          widths.add(length);
        } else {
          widths.set(i, Math.max(widths.get(i), length));
        }
      }
    }
    return widths;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
