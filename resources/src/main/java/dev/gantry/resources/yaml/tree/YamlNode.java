package dev.gantry.resources.yaml.tree;

import java.util.List;
import java.util.Optional;

/** A piece of a YAML document, with its place. Nothing is typed yet: a scalar is its text. */
public sealed interface YamlNode {
  /** Where it stands. */
  Place place();

  /** How a scalar came to be. */
  enum Origin {
    /** Written without quotes. */
    PLAIN,
    /** Written in quotes, or as a block. */
    QUOTED,
    /** The value of a reference: never shown in a message, for it may come from the environment. */
    REFERENCE
  }

  /** One text. */
  record Scalar(String text, Origin origin, Place place) implements YamlNode {
    /** Whether nothing, {@code ~} or {@code null} is written: the field is not set. */
    public boolean isNull() {
      return origin == Origin.PLAIN && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Place place) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Fields by name, in the order of the file; no name stands twice. */
  record Mapping(List<Entry> entries, Place place) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The entry of a key. */
    public Optional<Entry> find(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }
  }

  /**
   * A value that is not known yet.
   *
   * @param template the text with its references, where apply will tell it; empty where an error
   *     was reported and nothing more is to be said
   */
  record Pending(Optional<Later> template, Place place) implements YamlNode {}

  /**
   * What apply will tell.
   *
   * @param because the references that it waits for
   * @param template the text, with {@code ${…}} for what is not known
   */
  record Later(String because, String template) {}

  /** One field of a mapping. */
  record Entry(String key, Place keyPlace, YamlNode value) {}

  /** What it is, for a message: {@code a list}. */
  default String description() {
    return switch (this) {
      case Scalar scalar -> scalar.isNull() ? "empty" : "text";
      case Sequence _ -> "a list";
      case Mapping _ -> "a map";
      case Pending _ -> "not known";
    };
  }
}
