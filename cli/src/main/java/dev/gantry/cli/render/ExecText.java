package dev.gantry.cli.render;

import dev.gantry.cli.run.CommandEnd;
import dev.gantry.cli.terminal.Style;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Quote;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * What machines said, line by line, each behind its machine's name: {@code |} before standard
 * output, {@code !} before standard error.
 */
public final class ExecText {
  private final int width;
  private final Style style;

  /** For these machines: all lines are aligned by the longest name. */
  public ExecText(Collection<HostName> hosts, Style style) {
    this.width = hosts.stream().mapToInt(host -> host.value().length()).max().orElse(0);
    this.style = style;
  }

  /** The lines of one machine; none where it said nothing. */
  public String of(HostName host, CommandEnd end) {
    return switch (end) {
      case CommandEnd.Ran(CommandResult result) ->
          lines(host, style.dim("|"), result.stdout())
              + lines(host, style.red("!"), result.stderr());
      case CommandEnd.NotRun(Diagnostic reason) ->
          lines(host, style.red("!"), reason.summary() + "\n" + reason.detail());
    };
  }

  /** How it ended on all machines: the numbers, and a line for each that failed. */
  public String summary(SortedMap<HostName, CommandEnd> ends) {
    long ok = ends.values().stream().filter(CommandEnd::ok).count();
    long failed = ends.size() - ok;
    String hosts = ends.size() + (ends.size() == 1 ? " host: " : " hosts: ");
    if (failed == 0) {
      return hosts + style.green("ok") + "\n";
    }
    StringBuilder text = new StringBuilder(hosts).append(ok).append(" ok, ");
    text.append(style.red(failed + " failed")).append('\n');
    ends.forEach((host, end) -> text.append(end.ok() ? "" : failure(host, end)));
    return text.toString();
  }

  private String failure(HostName host, CommandEnd end) {
    String how =
        switch (end) {
          case CommandEnd.Ran(CommandResult result) -> "exit " + result.exit();
          case CommandEnd.NotRun(Diagnostic reason) -> reason.summary();
        };
    return "  " + padded(host) + "  " + how + "\n";
  }

  private String lines(HostName host, String mark, String text) {
    StringBuilder lines = new StringBuilder();
    List<String> said = text.lines().toList();
    for (String line : said) {
      lines.append(style.bold(padded(host))).append(' ').append(mark).append(' ');
      lines.append(harmless(line)).append('\n');
    }
    return lines.toString();
  }

  private String padded(HostName host) {
    return host.value() + " ".repeat(width - host.value().length());
  }

  /** What a machine says may not command the terminal. */
  private static String harmless(String line) {
    return line.codePoints()
        .filter(point -> point == '\t' || Quote.isHarmless(point))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
