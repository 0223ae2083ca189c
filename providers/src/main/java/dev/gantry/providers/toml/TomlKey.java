package dev.gantry.providers.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dotted key: the names of the tables on the way, and the name of the value. */
public record TomlKey(List<String> parts) {
  private static final Pattern PART =
      Pattern.compile("\\G\\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+))\\s*(\\.|$)");
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  /**
   * @throws IllegalArgumentException when there is no part
   */
  public TomlKey {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one part");
    }
  }

  /** A key of these parts. */
  public static TomlKey of(String... parts) {
    return new TomlKey(List.of(parts));
  }

  /**
   * Reads {@code plugins."io.containerd.grpc.v1.cri".sandbox_image}.
   *
   * @throws IllegalArgumentException when the text is no dotted key
   */
  public static TomlKey parse(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.add(part(matcher));
      end = matcher.end();
      if (matcher.group(4).isEmpty()) {
        break;
      }
    }
    if (parts.isEmpty() || end != text.length() || text.endsWith(".")) {
      throw new IllegalArgumentException("not a dotted TOML key: " + text);
    }
    return new TomlKey(parts);
  }

  private static String part(Matcher matcher) {
    for (int group = 1; group < 3; group++) {
      String quoted = matcher.group(group);
      if (quoted != null) {
        return quoted;
      }
    }
    return matcher.group(3);
  }

  /** A key below this one. */
  public TomlKey plus(TomlKey below) {
    List<String> longer = new ArrayList<>(parts);
    longer.addAll(below.parts);
    return new TomlKey(longer);
  }

  /** This key without its first part; needs two parts or more. */
  public TomlKey rest() {
    return new TomlKey(parts.subList(1, parts.size()));
  }

  @Override
  public String toString() {
    return String.join(".", parts.stream().map(TomlKey::written).toList());
  }

  /** A part as TOML writes it: bare where it may be. */
  static String written(String part) {
    return BARE.matcher(part).matches() ? part : TomlWriter.quoted(part);
  }
}
