package dev.gantry.engine.refresh;

import dev.gantry.engine.event.Event;
import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Reads many hosts at once, each exactly once. Safe for use by several threads. */
public final class HostReads {
  private final HostReader reader;
  private final Clock clock;

  public HostReads(HostReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Reads every host of the requests and returns when all have answered or are known not to.
   *
   * @param parallelism hosts at once, at least 1
   * @param listener hears one event at a time
   */
  public SortedMap<HostName, HostReading> read(
      SortedMap<HostName, ProbeRequest> requests, int parallelism, EventListener listener) {
    SortedMap<HostName, HostReading> readings = Collections.synchronizedSortedMap(new TreeMap<>());
    Object oneAtATime = new Object();
    EventListener inTurn =
        event -> {
          synchronized (oneAtATime) {
            listener.on(event);
          }
        };
    Semaphore permits = new Semaphore(parallelism);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      requests.forEach(
          (host, request) ->
              threads.execute(
                  () -> {
                    permits.acquireUninterruptibly();
                    try {
                      readings.put(host, read(host, request, inTurn));
                    } finally {
                      permits.release();
                    }
                  }));
    }
    return new TreeMap<>(readings);
  }

  private HostReading read(HostName host, ProbeRequest request, EventListener listener) {
    Instant start = clock.instant();
    listener.on(new Event.ProbeStarted(host, start));
    HostReading reading = readSafely(host, request);
    Instant end = clock.instant();
    listener.on(
        new Event.ProbeEnded(
            host, reading instanceof HostReading.Answered, Duration.between(start, end), end));
    return reading;
  }

  /** A reader that breaks its promise not to throw silences its own host, not the whole run. */
  private HostReading readSafely(HostName host, ProbeRequest request) {
    try {
      return reader.read(host, request);
    } catch (RuntimeException bug) {
      return new HostReading.Silent(
          Diagnostic.error(
                  "internal-error",
                  "Reading " + host + " failed inside Gantry",
                  bug + "\nThis is a mistake in Gantry: please report it.")
              .onHost(host.value()));
    }
  }
}
