package dev.gantry.engine.subject;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.Value;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Typed specs over value trees. A kind is read when it is first asked for and then kept. Safe for
 * use by several threads.
 */
final class Specs implements Kind.Inventory {
  private final SortedMap<ResourceAddress, Value.Fields> attributes;
  private final Map<String, SortedMap<String, ? extends Record>> read = new ConcurrentHashMap<>();

  /**
   * @param attributes spec fields by address, with or without computed attributes beside them
   */
  Specs(SortedMap<ResourceAddress, Value.Fields> attributes) {
    this.attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  @Override
  @SuppressWarnings("unchecked") // each kind's map is made by readAll with that kind's own type
  public <T extends Record> SortedMap<String, T> all(Kind<T> kind) {
    return (SortedMap<String, T>) read.computeIfAbsent(kind.name(), _ -> readAll(kind));
  }

  private <T extends Record> SortedMap<String, T> readAll(Kind<T> kind) {
    SortedMap<String, T> specs = new TreeMap<>();
    attributes.forEach(
        (address, fields) -> {
          if (address.kind().equals(kind.name())) {
            try {
              specs.put(address.name(), SpecReader.read(kind.spec(), fields));
            } catch (DiagnosticException _) {
              // Told, and blocked, where that resource itself is asked about.
            }
          }
        });
    return Collections.unmodifiableSortedMap(specs);
  }
}
