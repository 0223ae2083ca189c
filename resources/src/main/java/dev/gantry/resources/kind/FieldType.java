package dev.gantry.resources.kind;

import java.util.List;
import java.util.Optional;

/**
 * The type of a field, as far as YAML, the schema and typed records need to know it. What an
 * annotation says of a list or a map holds for each of its items.
 */
public sealed interface FieldType {

  /** A type that is written as one scalar. */
  sealed interface Leaf extends FieldType {}

  /**
   * Text.
   *
   * @param refersTo the kind that the text names a resource of
   */
  record Text(Optional<TextFormat> format, Optional<String> refersTo) implements Leaf {}

  /**
   * A whole number between two bounds, both included.
   *
   * @param wide whether the component is a long
   */
  record Whole(long min, long max, boolean wide) implements Leaf {}

  /** True or false. */
  record Flag() implements Leaf {}

  /**
   * One of several words, each a constant of an enum: {@code CONTROL_PLANE} is {@code
   * control-plane}.
   */
  record Choice(List<? extends Enum<?>> constants) implements Leaf {
    public Choice {
      constants = List.copyOf(constants);
    }

    /** The words, in the order of the enum. */
    public List<String> words() {
      return constants.stream().map(Words::of).toList();
    }

    /** The constant behind a word. */
    public Optional<Enum<?>> constant(String word) {
      for (Enum<?> constant : constants) {
        if (Words.of(constant).equals(word)) {
          return Optional.of(constant);
        }
      }
      return Optional.empty();
    }
  }

  /** A list of items of one type. */
  record ListOf(FieldType item) implements FieldType {}

  /** Values of one type by free names. */
  record MapOf(FieldType item) implements FieldType {}

  /** Named fields: a record. */
  record Group(SpecModel<?> model) implements FieldType {}

  /** The type in words: {@code text}, {@code a whole number}, {@code a list of …}. */
  default String description() {
    return switch (this) {
      case Text _ -> "text";
      case Whole _ -> "a whole number";
      case Flag _ -> "true or false";
      case Choice choice -> "one of " + String.join(", ", choice.words());
      case ListOf _ -> "a list";
      case MapOf _ -> "a map";
      case Group _ -> "a group of fields";
    };
  }
}
