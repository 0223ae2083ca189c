package dev.gantry.cli.render;

import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.facts.MachineFacts;
import dev.gantry.providers.facts.Survey;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Machines for people: a line each. */
public final class FactsText {
  private static final List<String> HEAD =
      List.of(
          "HOST",
          "OS",
          "KERNEL",
          "ARCH",
          "CPUS",
          "MEMORY",
          "CGROUP",
          "CLOCK",
          "CONTAINERD",
          "KUBELET",
          "ADDRESSES");

  private FactsText() {}

  /** The table; why a machine has no line stands below it. */
  public static String of(SortedMap<HostName, HostReading> readings, Style style) {
    Table table = new Table();
    table.painted(style::bold, HEAD);
    StringBuilder silent = new StringBuilder();
    readings.forEach(
        (host, reading) -> {
          switch (reading) {
            case HostReading.Answered answered ->
                table.row(
                    UnaryOperator.identity(),
                    Survey.read(answered)
                        .map(facts -> row(host, facts))
                        .orElse(List.of(host.value(), "?")));
            case HostReading.Silent(Diagnostic reason) -> {
              table.row(style::red, List.of(host.value(), "unknown"));
              silent.append('\n').append(ProblemText.of(List.of(reason), style));
            }
          }
        });
    return table.text() + silent;
  }

  private static List<String> row(HostName host, MachineFacts facts) {
    return List.of(
        host.value(),
        facts.os().name(),
        facts.os().kernel(),
        facts.hardware().arch(),
        facts.hardware().cpus().map(String::valueOf).orElse("?"),
        facts.hardware().memoryMiB().map(FactsText::gibibytes).orElse("?"),
        facts.control().cgroup().orElse("?"),
        clock(facts.control().clock()),
        version(facts, "containerd"),
        version(facts, "kubelet"),
        addresses(facts.network()));
  }

  private static String gibibytes(long mebibytes) {
    return String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024.0);
  }

  private static String clock(MachineFacts.Clock clock) {
    return switch (clock) {
      case SYNCHRONISED -> "synced";
      case NOT_SYNCHRONISED -> "free";
      case UNKNOWN -> "?";
    };
  }

  private static String version(MachineFacts facts, String program) {
    return Optional.ofNullable(facts.software().versions().get(program)).orElse("-");
  }

  /** Those that another machine could use. */
  private static String addresses(MachineFacts.Network network) {
    return network.addresses().stream()
        .map(MachineFacts.Address::address)
        .filter(FactsText::isOfTheWorld)
        .collect(Collectors.joining(" "));
  }

  private static boolean isOfTheWorld(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return !parsed.isLoopbackAddress() && !parsed.isLinkLocalAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
