package dev.gantry.engine.spi;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a provider is with finding out what others made. It asks in rounds: each answer says
 * which machines to ask next, until it knows what is there.
 */
public sealed interface Import {

  /**
   * What a provider is given to find out by.
   *
   * @param address what the person wants it to be called
   * @param access how a first machine is reached: fields of its Node
   * @param readings every machine that was asked so far
   */
  record Request(
      ResourceAddress address, Value.Fields access, SortedMap<HostName, HostReading> readings) {
    public Request {
      readings = Collections.unmodifiableSortedMap(new TreeMap<>(readings));
    }
  }

  /**
   * More machines have to be asked.
   *
   * @param machines specs of the resources that say how these machines are reached
   * @param requests what to ask each of them
   */
  record Ask(
      SortedMap<ResourceAddress, Value.Fields> machines, SortedMap<HostName, ProbeRequest> requests)
      implements Import {
    public Ask {
      machines = Collections.unmodifiableSortedMap(new TreeMap<>(machines));
      requests = Collections.unmodifiableSortedMap(new TreeMap<>(requests));
    }
  }

  /**
   * It is known what is there.
   *
   * @param resources that declare it, in the order in which a person reads them
   * @param notes what the person should know, warnings only
   */
  record Found(List<Declared> resources, List<Diagnostic> notes) implements Import {
    public Found {
      resources = List.copyOf(resources);
      notes = List.copyOf(notes);
    }
  }

  /**
   * One resource that is there.
   *
   * @param spec as a person would write it: fields at their defaults are left out
   * @param known computed attributes by which {@link Provider#observe} takes it for one that was
   *     recorded
   * @param remarks for whoever reads the configuration, a line each
   */
  record Declared(
      ResourceAddress address, Value.Fields spec, Value.Fields known, List<String> remarks) {
    public Declared {
      remarks = List.copyOf(remarks);
    }
  }
}
