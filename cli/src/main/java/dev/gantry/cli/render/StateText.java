package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;

/** Recorded resources for people, laid out as plans are. */
public final class StateText {
  private StateText() {}

  /** Every resource of a state. */
  public static String of(State state, Style style) {
    if (state.resources().isEmpty()) {
      return "The state has no resources.\n";
    }
    StringBuilder text = new StringBuilder();
    state.resources().values().forEach(recorded -> append(text, recorded, style));
    return text.substring(0, text.length() - 1);
  }

  /** One resource. */
  public static String of(Recorded recorded, Style style) {
    StringBuilder text = new StringBuilder();
    append(text, recorded, style);
    return text.substring(0, text.length() - 1);
  }

  private static void append(StringBuilder text, Recorded recorded, Style style) {
    text.append(style.bold("# " + recorded.address() + ":")).append('\n');
    recorded
        .pending()
        .ifPresent(
            pending ->
                text.append(
                    style.yellow(
                        "# half-way: "
                            + pending.action()
                            + " was cut off in step "
                            + pending.step()
                            + "\n")));
    recorded
        .hosts()
        .forEach(
            (host, identity) ->
                text.append(style.dim("# host " + host + ": machine-id " + identity.machineId()))
                    .append('\n'));
    recorded
        .conditions()
        .forEach(
            condition ->
                text.append(
                        style.dim(
                            "# "
                                + condition.type()
                                + ": "
                                + condition.status()
                                + " "
                                + condition.reason()
                                + " since "
                                + condition.lastTransitionTime()
                                + (condition.message().isEmpty()
                                    ? ""
                                    : ": " + condition.message())))
                    .append('\n'));
    if (!recorded.dependencies().isEmpty()) {
      text.append(
          style.dim(
              "# depends on: "
                  + String.join(
                      ", ", recorded.dependencies().stream().map(String::valueOf).toList())));
      text.append('\n');
    }
    text.append("resource \"").append(recorded.address().kind()).append("\" \"");
    text.append(recorded.address().name()).append("\" {\n");
    StringBuilder fields = new StringBuilder();
    new AttributeBlock(fields, style, Mark.NONE).fields(recorded.attributes().entries(), 0);
    text.append(fields).append("}\n\n");
  }
}
