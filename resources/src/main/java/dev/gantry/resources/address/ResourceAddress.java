package dev.gantry.resources.address;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of one resource, written {@code Kind/name}, for example {@code Node/cp-1}.
 *
 * <p>A kind is an upper camel case word; a name is an RFC 1123 label of at most 63 characters.
 * Addresses order by kind, then by name; that order is the order of states, plans and output.
 */
public record ResourceAddress(String kind, String name) implements Comparable<ResourceAddress> {
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException when either part has another form
   */
  public ResourceAddress {
    if (!KIND.matcher(kind).matches() || !isName(name)) {
      throw new IllegalArgumentException("not a resource address: " + kind + "/" + name);
    }
  }

  /** Whether the text is a valid resource name: an RFC 1123 label. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Reads {@code Kind/name}; empty when the text has another form. */
  public static Optional<ResourceAddress> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String kind = text.substring(0, slash);
    String name = text.substring(slash + 1);
    return KIND.matcher(kind).matches() && isName(name)
        ? Optional.of(new ResourceAddress(kind, name))
        : Optional.empty();
  }

  @Override
  public int compareTo(ResourceAddress other) {
    // Not a Comparator's chain of functions: this is what large configurations spend time on.
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? name.compareTo(other.name) : byKind;
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
