package dev.gantry.resources.kinds.registry;

import dev.gantry.resources.kind.TextFormat;
import dev.gantry.resources.kind.TextFormats;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a registry's API is.
 *
 * @param scheme {@code https} or {@code http}
 * @param authority host, and port where one is written; an IPv6 address in brackets
 * @param path empty, or the whole path of the API, without a slash at its end
 */
public record RegistryUrl(String scheme, String authority, String path) {
  private static final Pattern FORM =
      Pattern.compile("(https?)://([^/?#@\\s]+)((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([a-z0-9.-]+))(?::([1-9][0-9]{0,4}))?");

  /** Reads a URL; empty when it is none that a registry can have. */
  public static Optional<RegistryUrl> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches() && isAuthority(parts.group(2))
        ? Optional.of(new RegistryUrl(parts.group(1), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  /** Whether a text is a host, as an image's name can begin with it: with a port or without. */
  static boolean isAuthority(String text) {
    Matcher parts = AUTHORITY.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
    boolean port = parts.group(3) == null || Integer.parseInt(parts.group(3)) <= 65535;
    return port && TextFormats.missed(TextFormat.HOST, host).isEmpty();
  }

  /** Whether it is asked without TLS. */
  public boolean isPlain() {
    return scheme.equals("http");
  }

  @Override
  public String toString() {
    return scheme + "://" + authority + path;
  }
}
