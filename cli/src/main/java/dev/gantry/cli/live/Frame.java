package dev.gantry.cli.live;

import dev.gantry.cli.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines at the bottom of the terminal at one moment: one a running resource, then the bar and
 * the counts. Pure.
 *
 * @param steps of the whole run, for the bar; 0 while hosts are read
 */
record Frame(Style style, int width, int steps) {
  private static final int MOST_ROWS = 15;
  private static final int BAR = 24;

  List<String> lines(Board board, Instant now) {
    List<String> lines = new ArrayList<>();
    List<Board.Running> running = board.running();
    int address =
        running.stream().mapToInt(one -> one.address().toString().length()).max().orElse(0);
    for (Board.Running one : running.subList(0, Math.min(MOST_ROWS, running.size()))) {
      lines.add(row(one, address, now));
    }
    if (running.size() > MOST_ROWS) {
      lines.add(style.dim("  … and " + (running.size() - MOST_ROWS) + " more"));
    }
    if (steps > 0) {
      lines.add(bar(board, running.size()));
    } else if (board.probing() > 0) {
      int all = board.probed() + board.probing();
      lines.add(cut("  Reading machines: " + board.probed() + " of " + all));
    }
    return lines;
  }

  private String row(Board.Running one, int addressWidth, Instant now) {
    String time = Sentences.time(Duration.between(one.since(), now));
    String address = one.address().toString();
    String start = "  " + address + " ".repeat(addressWidth - address.length()) + "  ";
    String doing = one.doing().isEmpty() ? Sentences.doing(one.action()) : one.doing();
    int room = width - start.length() - time.length() - 2;
    if (room < 1) {
      return cut(start + time);
    }
    String fitted = cut(doing, room);
    int pad = Math.max(0, Math.min(room, 50) - length(fitted));
    return start + style.cyan(fitted) + " ".repeat(pad) + "  " + style.dim(time);
  }

  private String bar(Board board, int running) {
    int filled = (int) Math.min(BAR, (long) BAR * board.stepsDone() / steps);
    List<String> counts = new ArrayList<>();
    counts.add(board.done() + " done");
    if (board.failed() > 0) {
      counts.add(board.failed() + " failed");
    }
    if (board.skipped() > 0) {
      counts.add(board.skipped() + " skipped");
    }
    counts.add(running + " running");
    String bar = "█".repeat(filled) + "░".repeat(BAR - filled);
    String text = "  " + board.stepsDone() + "/" + steps + " steps   " + String.join(", ", counts);
    return "  "
        + style.green(cut(bar, Math.max(1, width - 2)))
        + cut(text, Math.max(0, width - BAR - 2));
  }

  private String cut(String text) {
    return cut(text, width);
  }

  /** The text in so many columns; a character is taken for one column. */
  private static String cut(String text, int columns) {
    if (length(text) <= columns) {
      return text;
    }
    int end = text.offsetByCodePoints(0, Math.max(0, columns - 1));
    return columns < 1 ? "" : text.substring(0, end) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
