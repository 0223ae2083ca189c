package dev.gantry.cli.live;

import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.event.Event;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** One line an event that matters, and a sign of life every ten seconds: for logs and pipes. */
public final class PlainView implements ProgressView {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final PrintStream out;
  private final Style style;
  private final Clock clock;
  private final Board board = new Board();
  private final Ticker ticker;

  /** Starts showing. */
  public PlainView(PrintStream out, Style style, Clock clock) {
    this.out = out;
    this.style = style;
    this.clock = clock;
    ticker = new Ticker(HEARTBEAT, this::heartbeat);
  }

  @Override
  public synchronized void on(Event event) {
    board.on(event);
    switch (event) {
      case Event.ResourceStarted it ->
          print(it.address() + ": " + Sentences.doing(it.action()) + "...");
      case Event.StepStarted it ->
          print(it.address() + ": " + it.title() + it.host().map(h -> " (" + h + ")").orElse(""));
      case Event.ProbeStarted it -> print(it.host() + ": Refreshing state...");
      case Event.ProbeEnded _,
          Event.StepProgress _,
          Event.StepRetrying _,
          Event.StepDone _,
          Event.StepFailed _,
          Event.ResourceDone _,
          Event.ResourceFailed _,
          Event.ResourceSkipped _ ->
          Sentences.ending(event).ifPresent(line -> print(line.painted(style)));
    }
  }

  @Override
  public synchronized void say(String line) {
    print(line);
  }

  /** Says of everything that still runs how long it has been running. */
  synchronized void heartbeat() {
    for (Board.Running one : board.running()) {
      Duration since = Duration.between(one.since(), clock.instant());
      if (since.compareTo(HEARTBEAT) >= 0) {
        String still = "Still " + Sentences.doing(one.action()).toLowerCase(Locale.ROOT);
        String doing = one.doing().isEmpty() ? "" : " " + one.doing();
        print(
            one.address()
                + ": "
                + still
                + "..."
                + doing
                + " ["
                + Sentences.time(since)
                + " elapsed]");
      }
    }
  }

  @Override
  public void close() {
    ticker.close();
  }

  private void print(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
