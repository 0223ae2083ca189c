package dev.gantry.resources.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One attribute's value: a leaf, a list, a group of fields, or a value that only apply will tell.
 *
 * <p>Deeply immutable. There is no null: an attribute that is not set is not there. Secrets never
 * become values in the clear; what stands here instead is where the secret comes from, or the
 * secret {@link Sealed}.
 */
public sealed interface Value {

  /** Text, as typed. */
  record Text(String text) implements Value {}

  /** A whole number. */
  record Whole(long number) implements Value {}

  /** True or false. */
  record Flag(boolean on) implements Value {}

  /** A list, in its order. */
  record Many(List<Value> items) implements Value {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** Named values, sorted by name: an object in JSON, a resource's attributes. */
  record Fields(SortedMap<String, Value> entries) implements Value {
    private static final Fields EMPTY = new Fields(new TreeMap<>());

    public Fields {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** No fields at all. */
    public static Fields empty() {
      return EMPTY;
    }

    /** The value of one field, where it is set. */
    public Optional<Value> find(String name) {
      return Optional.ofNullable(entries.get(name));
    }

    /** The text of one field, where it is set and is text. */
    public Optional<String> text(String name) {
      return find(name).filter(Text.class::isInstance).map(value -> ((Text) value).text());
    }

    /** A nested group, empty where it is not set. */
    public Fields fields(String name) {
      return entries.get(name) instanceof Fields nested ? nested : EMPTY;
    }

    /** The items of a list, empty where the field is not set or is none. */
    public List<Value> items(String name) {
      return entries.get(name) instanceof Many(List<Value> items) ? items : List.of();
    }

    /** Those items of a list that are groups of fields. */
    public List<Fields> groups(String name) {
      return items(name).stream().filter(Fields.class::isInstance).map(Fields.class::cast).toList();
    }

    /** Those items of a list that are leaves, as text. */
    public List<String> texts(String name) {
      return items(name).stream().flatMap(item -> item.scalarText().stream()).toList();
    }

    /** A copy with one field set. */
    public Fields with(String name, Value value) {
      SortedMap<String, Value> copy = new TreeMap<>(entries);
      copy.put(name, value);
      return new Fields(copy);
    }

    /** A copy without one field. */
    public Fields without(String name) {
      SortedMap<String, Value> copy = new TreeMap<>(entries);
      copy.remove(name);
      return new Fields(copy);
    }

    /** A copy in which every field of the other replaces ours of the same name. */
    public Fields merge(Fields other) {
      SortedMap<String, Value> copy = new TreeMap<>(entries);
      copy.putAll(other.entries);
      return new Fields(copy);
    }
  }

  /**
   * A value that is known only after something else was applied.
   *
   * @param because what it waits for, for example {@code Node/cp-1.facts.machineId}
   */
  record Unknown(String because) implements Value {}

  /**
   * A secret as the state keeps it: nobody reads it without a key of the state. Two are equal when
   * their texts are, and sealing the same secret at the same place again gives the same text.
   *
   * @param text {@code v1:} and base64; opened by the state alone
   */
  record Sealed(String text) implements Value {

    /**
     * Tells one sealed value from another, for people: {@code sha256:abcd1234}. It is made from
     * what is stored and not from the secret, which a short digest would let others guess.
     */
    public String fingerprint() {
      return "sha256:" + Sha256.hex(text).substring(0, 8);
    }

    /** As plans and errors show it: {@code (sealed sha256:abcd1234)}. */
    @Override
    public String toString() {
      return "(sealed " + fingerprint() + ")";
    }
  }

  /** Text as a value. */
  static Value of(String text) {
    return new Text(text);
  }

  /** A whole number as a value. */
  static Value of(long number) {
    return new Whole(number);
  }

  /** A truth value as a value. */
  static Value of(boolean on) {
    return new Flag(on);
  }

  /** A list of texts as a value. */
  static Value ofTexts(Iterable<String> texts) {
    List<Value> items = new ArrayList<>();
    texts.forEach(text -> items.add(new Text(text)));
    return new Many(items);
  }

  /** A map of texts as a group of fields. */
  static Fields ofTexts(Map<String, String> texts) {
    SortedMap<String, Value> entries = new TreeMap<>();
    texts.forEach((name, text) -> entries.put(name, new Text(text)));
    return new Fields(entries);
  }

  /**
   * A leaf as text: {@code 22}, {@code true}; empty for lists, groups, unknown and sealed values.
   */
  default Optional<String> scalarText() {
    return switch (this) {
      case Text(String text) -> Optional.of(text);
      case Whole(long number) -> Optional.of(Long.toString(number));
      case Flag(boolean on) -> Optional.of(Boolean.toString(on));
      case Many _, Fields _, Unknown _, Sealed _ -> Optional.empty();
    };
  }

  /** Whether this value and everything in it is known. */
  default boolean isKnown() {
    return switch (this) {
      case Text _, Whole _, Flag _, Sealed _ -> true;
      case Many many -> many.items().stream().allMatch(Value::isKnown);
      case Fields fields -> fields.entries().values().stream().allMatch(Value::isKnown);
      case Unknown _ -> false;
    };
  }

  /** Whether this value is sealed, or something in it is. */
  default boolean holdsSecret() {
    return switch (this) {
      case Text _, Whole _, Flag _, Unknown _ -> false;
      case Many many -> many.items().stream().anyMatch(Value::holdsSecret);
      case Fields fields -> fields.entries().values().stream().anyMatch(Value::holdsSecret);
      case Sealed _ -> true;
    };
  }
}
