package dev.gantry.resources.kind;

import dev.gantry.resources.address.ResourceAddress;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A kind of resource: everything that is known of it without touching a machine.
 *
 * @param name upper camel case, for example {@code Node}
 * @param spec the record whose components are the fields of {@code spec:}
 * @param schemaVersion version of the recorded attributes, counted from 1
 * @param computed top-level attributes that are not in the spec: found or made by the provider, and
 *     open to references, for example {@code facts}
 * @param informational top-level attributes that are recorded and shown but are never drift: facts
 *     such as a kernel's version
 * @param rule what must hold between fields and between resources
 */
public record Kind<S extends Record>(
    String name,
    Class<S> spec,
    int schemaVersion,
    String doc,
    SortedSet<String> computed,
    SortedSet<String> informational,
    Rule<S> rule) {

  /** What must hold beyond each field's own type. Pure: nothing is read but the arguments. */
  @FunctionalInterface
  public interface Rule<S extends Record> {
    /**
     * Checks one resource.
     *
     * @param name the resource's own name
     * @param siblings every desired resource, this one too
     */
    void check(String name, S spec, Inventory siblings, Problems problems);
  }

  /** A rule that also tells of edges which no field names: resources that are found by a look. */
  public interface Linking<S extends Record> extends Rule<S> {
    /** What a resource waits for beyond the names in its fields. */
    SortedSet<ResourceAddress> waitsFor(String name, S spec, Inventory siblings);
  }

  /** A view of specs by kind and name. */
  public interface Inventory {
    /** All specs of a kind by resource name, sorted. */
    <T extends Record> SortedMap<String, T> all(Kind<T> kind);

    /**
     * The names of a kind's resources by a key of each: for rules about what no two may share. An
     * inventory that serves a whole fleet keeps the answer, so that such a rule costs the same for
     * every resource (law 12).
     *
     * @param label tells one key from another; the same key function must come with it every time
     */
    default <T extends Record> Map<String, SortedSet<String>> namesBy(
        Kind<T> kind, String label, BiFunction<String, T, String> key) {
      Map<String, SortedSet<String>> names = new TreeMap<>();
      all(kind)
          .forEach(
              (name, spec) ->
                  names.computeIfAbsent(key.apply(name, spec), _ -> new TreeSet<>()).add(name));
      return names;
    }
  }
}
