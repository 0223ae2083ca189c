package dev.gantry.cli.live;

import dev.gantry.cli.terminal.Terminal;
import dev.gantry.engine.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A few lines at the bottom that are redrawn, and above them what has ended, which stays and
 * scrolls. Events only change the board; drawing happens at most ten times a second, so that a
 * thousand quick steps cost ten frames.
 */
public final class LiveView implements ProgressView {
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final String ESCAPE = "\u001b[";
  private static final String CLEAR_BELOW = ESCAPE + "0J";
  private static final String CLEAR_LINE = ESCAPE + "K";
  private static final String NO_WRAP = ESCAPE + "?7l";
  private static final String WRAP = ESCAPE + "?7h";

  private final Terminal terminal;
  private final Clock clock;
  private final int steps;
  private final int width;
  private final Board board = new Board();
  private final List<String> ended = new ArrayList<>();
  private final Ticker ticker;
  private List<String> drawn = List.of();
  private boolean closed;

  /**
   * Starts showing.
   *
   * @param steps of the whole run, for the bar; 0 when only hosts are read
   */
  public LiveView(Terminal terminal, Clock clock, int steps) {
    this.terminal = terminal;
    this.clock = clock;
    this.steps = steps;
    this.width = terminal.width().getAsInt();
    ticker = new Ticker(PERIOD, this::draw);
  }

  @Override
  public synchronized void on(Event event) {
    board.on(event);
    Sentences.ending(event).ifPresent(line -> ended.add(line.painted(terminal.style())));
  }

  @Override
  public synchronized void say(String line) {
    ended.add(line);
    draw();
  }

  /**
   * Writes what has ended since and a new frame over the last one, line by line: clearing first
   * would flicker. A frame like the last one is not written.
   */
  synchronized void draw() {
    if (closed) {
      return;
    }
    List<String> lines = new Frame(terminal.style(), width, steps).lines(board, clock.instant());
    if (lines.equals(drawn) && ended.isEmpty()) {
      return;
    }
    StringBuilder frame = new StringBuilder();
    back(frame);
    ended.forEach(line -> frame.append(line).append(CLEAR_LINE).append('\n'));
    ended.clear();
    frame.append(NO_WRAP);
    lines.forEach(line -> frame.append(line).append(CLEAR_LINE).append('\n'));
    frame.append(WRAP).append(CLEAR_BELOW);
    drawn = lines;
    print(frame);
  }

  /** Takes the frame away; what has ended stays. */
  @Override
  public synchronized void close() {
    ticker.close();
    if (closed) {
      return;
    }
    closed = true;
    StringBuilder rest = new StringBuilder();
    back(rest);
    rest.append(CLEAR_BELOW);
    ended.forEach(line -> rest.append(line).append('\n'));
    print(rest);
  }

  private void back(StringBuilder frame) {
    if (!drawn.isEmpty()) {
      frame.append(ESCAPE).append(drawn.size()).append('F');
    }
  }

  private void print(StringBuilder text) {
    terminal.out().print(text);
    terminal.out().flush();
  }
}
