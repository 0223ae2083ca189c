package dev.gantry.providers.check;

import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.providers.facts.Survey;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Checks a fleet: one probe a machine, all at once, and then every check on the answers. It has
 * nothing in hand that could write (law 14). What is between machines rides in the same probe: each
 * tries the ports that it needs on the others.
 */
public final class Inspection {
  private final HostReader reader;
  private final Clock clock;

  /**
   * @param clock the one that the machines' clocks are compared with
   */
  public Inspection(HostReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  private record Span(Instant asked, Instant answered) {}

  /**
   * Asks and judges.
   *
   * @param nodes the machines to check, compared with one another only
   * @param applied those that Gantry has taken before
   * @param parallelism machines at once, at least 1
   * @param listener hears of machines being read, one event at a time
   */
  public CheckReport inspect(
      SortedMap<HostName, NodeSpec> nodes,
      SortedSet<HostName> applied,
      int parallelism,
      EventListener listener) {
    Peers peers = new Peers(nodes);
    SortedMap<HostName, ProbeRequest> requests = new TreeMap<>();
    nodes.forEach((host, spec) -> requests.put(host, CheckProbe.amongPeers(spec, peers.of(host))));
    ConcurrentMap<HostName, Span> spans = new ConcurrentHashMap<>();
    SortedMap<HostName, HostReading> readings =
        new HostReads(timed(spans), clock).read(requests, parallelism, listener);
    SortedMap<HostName, CheckedHost> fleet = new TreeMap<>();
    SortedMap<HostName, Diagnostic> unknown = new TreeMap<>();
    nodes.forEach(
        (host, spec) -> {
          switch (readings.get(host)) {
            case HostReading.Answered answered ->
                CheckedHost.of(
                        host,
                        spec,
                        applied.contains(host),
                        answered,
                        Optional.ofNullable(spans.get(host))
                            .flatMap(span -> offset(span, answered)))
                    .ifPresentOrElse(
                        checked -> fleet.put(host, checked),
                        () -> unknown.put(host, noSurvey(host)));
            case HostReading.Silent(Diagnostic reason) -> unknown.put(host, reason);
            case null -> throw new IllegalStateException("never read: " + host);
          }
        });
    return new CheckReport(new TreeMap<>(fleet).navigableKeySet(), unknown, Checks.ofFleet(fleet));
  }

  private HostReader timed(ConcurrentMap<HostName, Span> spans) {
    return (host, request) -> {
      Instant asked = clock.instant();
      HostReading reading = reader.read(host, request);
      spans.put(host, new Span(asked, clock.instant()));
      return reading;
    };
  }

  private static Optional<ClockOffset> offset(Span span, HostReading.Answered answered) {
    Optional<Instant> first =
        KeyedLines.of(answered, CheckProbe.OWN).first("time").flatMap(Survey::moment);
    Optional<Instant> last =
        answered
            .command(CheckProbe.LAST_MOMENT)
            .map(HostReading.Output::stdout)
            .flatMap(Survey::moment);
    return first.isPresent() && last.isPresent()
        ? Optional.of(ClockOffset.of(span.asked(), first.get(), last.get(), span.answered()))
        : Optional.empty();
  }

  private static Diagnostic noSurvey(HostName host) {
    return Diagnostic.error(
            "survey-failed",
            host + " could not tell what it is",
            "It ran the probe, but not the script that asks for its facts. It needs a POSIX /bin/sh,"
                + " sed, head and uname.")
        .onHost(host.value());
  }
}
