package dev.gantry.cli.live;

import dev.gantry.cli.render.OutcomeText;
import dev.gantry.engine.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Events in Terraform's words. */
final class Sentences {

  /** The words for one action: {@code Creating}, {@code Creation}. */
  private record Words(String doing, String noun) {}

  private static final Map<String, Words> WORDS =
      Map.of(
          "create", new Words("Creating", "Creation"),
          "update", new Words("Modifying", "Modifications"),
          "replace", new Words("Replacing", "Replacement"),
          "delete", new Words("Destroying", "Destruction"),
          "adopt", new Words("Importing", "Import"),
          "forget", new Words("Forgetting", "Forgetting"));

  private Sentences() {}

  /** {@code Creating}. */
  static String doing(String action) {
    return words(action).doing();
  }

  /** What is worth a line of its own, in a log and above the live lines; empty for the rest. */
  static Optional<Line> ending(Event event) {
    return switch (event) {
      case Event.ResourceDone it ->
          line(
              Line.Weight.GOOD,
              it.address()
                  + ": "
                  + words(it.action()).noun()
                  + " complete after "
                  + time(it.took()));
      case Event.ResourceFailed it ->
          line(
              Line.Weight.BAD,
              it.address()
                  + ": "
                  + words(it.action()).noun()
                  + " failed: "
                  + OutcomeText.summary(it.reasons()));
      case Event.ResourceSkipped it ->
          line(Line.Weight.WARN, it.address() + ": Skipped: " + it.because());
      case Event.StepRetrying it ->
          line(
              Line.Weight.WARN,
              it.address()
                  + ": "
                  + it.step()
                  + " failed, next try in "
                  + time(it.pause())
                  + ": "
                  + it.reason().summary());
      case Event.ProbeEnded it when !it.answered() ->
          line(Line.Weight.WARN, it.host() + ": No answer after " + time(it.took()));
      case Event.ProbeStarted _,
          Event.ProbeEnded _,
          Event.ResourceStarted _,
          Event.StepStarted _,
          Event.StepProgress _,
          Event.StepDone _,
          Event.StepFailed _ ->
          Optional.empty();
    };
  }

  /** {@code 350ms} is 0s, {@code 1m05s}, {@code 2h03m}. */
  static String time(Duration took) {
    long seconds = Math.max(0, took.toSeconds());
    List<Long> parts = List.of(seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (parts.get(0) > 0) {
      return "%dh%02dm".formatted(parts.get(0), parts.get(1));
    }
    return parts.get(1) > 0 ? "%dm%02ds".formatted(parts.get(1), parts.get(2)) : seconds + "s";
  }

  private static Optional<Line> line(Line.Weight weight, String text) {
    return Optional.of(new Line(weight, text));
  }

  private static Words words(String action) {
    String capital = action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
    return WORDS.getOrDefault(action, new Words(capital, capital));
  }
}
