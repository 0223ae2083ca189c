package dev.gantry.engine.memory;

import dev.gantry.engine.probe.HostReader;
import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.state.HostIdentity;
import dev.gantry.state.json.Json;
import dev.gantry.state.value.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Machines in memory. Each thing on them has a file, which probing sees, and what is running, which
 * it does not see: as with a service that was not restarted after its file had been written. Safe
 * for use by several threads.
 */
public final class MemoryWorld implements HostReader {
  private static final String FOLDER = "/things/";

  private final SortedMap<HostName, Machine> machines = new TreeMap<>();
  private final List<HostName> reads = new ArrayList<>();
  private int made;
  private int writes;

  private static final class Machine {
    private HostIdentity identity;
    private boolean reachable = true;
    private final SortedMap<String, Value.Fields> files = new TreeMap<>();
    private final SortedMap<String, Value.Fields> running = new TreeMap<>();

    Machine(HostIdentity identity) {
      this.identity = identity;
    }
  }

  /** The path of a thing's file. */
  static String path(String thing) {
    return FOLDER + thing;
  }

  @Override
  public synchronized HostReading read(HostName host, ProbeRequest request) {
    reads.add(host);
    Machine machine = machine(host);
    if (!machine.reachable) {
      return new HostReading.Silent(
          Diagnostic.error("host-unreachable", host + " does not answer", "Start it.")
              .onHost(host.value()));
    }
    SortedMap<String, HostReading.FileReading> files = new TreeMap<>();
    for (String path : request.contents()) {
      Value.Fields file = machine.files.get(path.substring(FOLDER.length()));
      if (file != null) {
        String text = Json.compact(ValueJson.toJson(file));
        files.put(
            path,
            new HostReading.FileReading("", "644", "root:root", text.length(), Optional.of(text)));
      }
    }
    return new HostReading.Answered(machine.identity, files, new TreeMap<>());
  }

  /** Every read of a host so far, in order. */
  public synchronized List<HostName> reads() {
    return List.copyOf(reads);
  }

  /** How many times anything was changed by a step. */
  public synchronized int writes() {
    return writes;
  }

  /** Switches a machine off or on. */
  public synchronized void reachable(HostName host, boolean reachable) {
    machine(host).reachable = reachable;
  }

  /** Puts another, empty machine in a machine's place. */
  public synchronized void exchange(HostName host) {
    machines.put(host, new Machine(new HostIdentity("other-" + host, "ssh-ed25519 " + host)));
  }

  /** Gives a machine another machine-id and leaves what is on it. */
  public synchronized void rename(HostName host) {
    machine(host).identity = new HostIdentity("renamed-" + host, "ssh-ed25519 " + host);
  }

  /** Changes a thing by hand: its file, and what is running. */
  public synchronized void edit(HostName host, String thing, Value.Fields file) {
    machine(host).files.put(thing, file);
    machine(host).running.put(thing, file);
  }

  /** Removes a thing by hand. */
  public synchronized void lose(HostName host, String thing) {
    machine(host).files.remove(thing);
    machine(host).running.remove(thing);
  }

  /** The file of a thing. */
  public synchronized Optional<Value.Fields> file(HostName host, String thing) {
    return Optional.ofNullable(machine(host).files.get(thing));
  }

  /** All files by thing, whatever their machine. */
  public synchronized SortedMap<String, Value.Fields> files() {
    SortedMap<String, Value.Fields> all = new TreeMap<>();
    machines.values().forEach(machine -> all.putAll(machine.files));
    return all;
  }

  /** All that is running by thing, whatever its machine. */
  public synchronized SortedMap<String, Value.Fields> running() {
    SortedMap<String, Value.Fields> all = new TreeMap<>();
    machines.values().forEach(machine -> all.putAll(machine.running));
    return all;
  }

  /** Writes a thing's file; one that is new gets an id that no thing had before. */
  synchronized String write(HostName host, String thing, Value.Fields attributes) {
    writes++;
    Machine machine = machine(host);
    Optional<String> known = file(host, thing).flatMap(file -> file.text("id"));
    String id = known.orElseGet(() -> thing + "-" + ++made);
    machine.files.put(thing, attributes.without("facts").with("id", Value.of(id)));
    return id;
  }

  synchronized void activate(HostName host, String thing) {
    writes++;
    Machine machine = machine(host);
    machine.running.put(thing, file(host, thing).orElseThrow());
  }

  synchronized void remove(HostName host, String thing) {
    writes++;
    lose(host, thing);
  }

  private Machine machine(HostName host) {
    return machines.computeIfAbsent(
        host, _ -> new Machine(new HostIdentity("id-" + host, "ssh-ed25519 " + host)));
  }
}
