package dev.gantry.cli.command;

import dev.gantry.cli.run.Toolbox;
import dev.gantry.engine.event.EventListener;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.refresh.HostReads;
import dev.gantry.engine.spi.Import;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.SourceRange;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.State;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks machines for as long as a provider wants to know more. Only looks at them. */
final class Inquiry {
  /** More would be a provider that asks in circles. */
  private static final int MOST_ROUNDS = 10;

  private final Root root;
  private final State state;
  private final int parallelism;
  private final EventListener listener;
  private final SortedMap<HostName, HostReading> readings = new TreeMap<>();
  private Import.Found found = new Import.Found(List.of(), List.of());

  Inquiry(Root root, State state, int parallelism, EventListener listener) {
    this.root = root;
    this.state = state;
    this.parallelism = parallelism;
    this.listener = listener;
  }

  /**
   * Finds out how a resource is to be declared.
   *
   * @param access how a first machine is reached
   * @throws dev.gantry.resources.diagnostic.DiagnosticException with what stands against it
   */
  Inquiry of(ResourceAddress wanted, Value.Fields access) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      switch (next(new Import.Request(wanted, access, readings))) {
        case Import.Found all -> {
          found = all;
          return this;
        }
        case Import.Ask ask -> ask(ask);
      }
    }
    throw new IllegalStateException("the provider of " + wanted + " asks in circles");
  }

  private Import next(Import.Request request) {
    try (Toolbox.Machinery machinery =
        root.machinery(Configuration.of(new TreeMap<>(), List.of()), state)) {
      return machinery.engine().importFrom(request);
    }
  }

  private void ask(Import.Ask ask) {
    SortedMap<ResourceAddress, Desired> machines = new TreeMap<>();
    ask.machines()
        .forEach(
            (address, spec) ->
                machines.put(
                    address,
                    new Desired(
                        address,
                        SpecReader.conform(kind(address).spec(), spec),
                        new TreeSet<>(),
                        new TreeMap<>(),
                        new SourceRange("(import)", 1, 1, 1, ""))));
    try (Toolbox.Lookout lookout = root.lookout(Configuration.of(machines, List.of()), state)) {
      readings.putAll(
          new HostReads(lookout.reader(), root.context().clock())
              .read(ask.requests(), parallelism, listener));
    }
  }

  private Kind<?> kind(ResourceAddress address) {
    return root.context().toolbox().kinds().stream()
        .filter(kind -> kind.name().equals(address.kind()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kind of " + address));
  }

  /** What is there. */
  Import.Found found() {
    return found;
  }

  /** Who the machines are that answered. */
  SortedMap<HostName, HostIdentity> identities() {
    SortedMap<HostName, HostIdentity> identities = new TreeMap<>();
    readings.forEach(
        (host, reading) -> {
          if (reading instanceof HostReading.Answered answered) {
            identities.put(host, answered.identity());
          }
        });
    return identities;
  }
}
