package dev.gantry.resources.kind;

import dev.gantry.resources.value.Value;
import java.util.Optional;

/**
 * One component of a spec record, as everything that reads specs sees it.
 *
 * @param name as in YAML and in attributes; the component's name. A component that would be a Java
 *     keyword ends in an underscore, which is not part of the name
 * @param presence what happens when the field is not set
 * @param doc one or two sentences for the schema and the reference
 * @param replace why a change of this field replaces the resource, where it does
 */
public record Field(
    String name, FieldType type, Presence presence, String doc, Optional<String> replace) {

  /** What happens when a field is not set. */
  public sealed interface Presence {
    /** It is an error. */
    record Required() implements Presence {}

    /** The attribute is not there. */
    record Absent() implements Presence {}

    /** The attribute is this value, nested defaults filled in. */
    record Filled(Value value) implements Presence {}
  }

  /** Whether it is an error when the field is not set. */
  public boolean required() {
    return presence instanceof Presence.Required;
  }

  /** The value when the field is not set, where it has a default. */
  public Optional<Value> filled() {
    return presence instanceof Presence.Filled(Value value) ? Optional.of(value) : Optional.empty();
  }
}
