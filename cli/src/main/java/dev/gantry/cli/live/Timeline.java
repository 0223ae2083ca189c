package dev.gantry.cli.live;

import dev.gantry.engine.event.Event;
import dev.gantry.engine.event.EventListener;
import dev.gantry.resources.address.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers when each step began and how long it took, for a table in the end. Events come one at a
 * time; {@link #text} is for when all have come.
 */
public final class Timeline implements EventListener {
  private final Map<String, Event.StepStarted> running = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** One step, as it was run in the end. */
  private record Row(
      String step, Optional<HostName> host, Instant start, Duration took, boolean done) {}

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.StepStarted started -> running.put(key(started), started);
      case Event.StepDone done ->
          ended(done.address() + ":" + done.step(), done.took(), true, done.at());
      case Event.StepFailed failed ->
          ended(failed.address() + ":" + failed.step(), Duration.ZERO, false, failed.at());
      case Event.ProbeStarted _,
          Event.ProbeEnded _,
          Event.ResourceStarted _,
          Event.StepProgress _,
          Event.StepRetrying _,
          Event.ResourceDone _,
          Event.ResourceFailed _,
          Event.ResourceSkipped _ -> {}
    }
  }

  private static String key(Event.StepStarted started) {
    return started.address() + ":" + started.step();
  }

  private void ended(String key, Duration took, boolean done, Instant at) {
    Event.StepStarted started = running.remove(key);
    if (started != null) {
      Duration whole = done ? took : Duration.between(started.at(), at);
      rows.add(new Row(key, started.host(), started.at(), whole, done));
    }
  }

  /** The table: step, host, start and length in seconds, by start; empty when no step ran. */
  public String text() {
    if (rows.isEmpty()) {
      return "";
    }
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Row::start).thenComparing(Row::step));
    Instant first = sorted.getFirst().start();
    Instant last =
        sorted.stream()
            .map(row -> row.start().plus(row.took()))
            .max(Instant::compareTo)
            .orElse(first);
    int width = sorted.stream().mapToInt(row -> row.step().length()).max().orElse(4);
    int hosts = sorted.stream().mapToInt(row -> host(row).length()).max().orElse(4);
    StringBuilder text = new StringBuilder();
    String form = "%-" + Math.max(4, width) + "s  %-" + Math.max(4, hosts) + "s  %8s  %8s%s%n";
    text.append(form.formatted("step", "host", "start", "seconds", ""));
    for (Row row : sorted) {
      text.append(
          form.formatted(
              row.step(),
              host(row),
              seconds(Duration.between(first, row.start())),
              seconds(row.took()),
              row.done() ? "" : "  failed"));
    }
    Duration sum = sorted.stream().map(Row::took).reduce(Duration.ZERO, Duration::plus);
    return text.append(
            "%d steps in %s s; one after another they take %s s%n"
                .formatted(sorted.size(), seconds(Duration.between(first, last)), seconds(sum)))
        .toString();
  }

  private static String host(Row row) {
    return row.host().map(HostName::value).orElse("-");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }
}
