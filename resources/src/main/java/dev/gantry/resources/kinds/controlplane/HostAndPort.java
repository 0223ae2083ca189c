package dev.gantry.resources.kinds.controlplane;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an API listens: a literal address or a DNS name, and a port. */
public record HostAndPort(String host, int port) {
  /** The port of a Kubernetes API unless another is given. */
  public static final int API = 6443;

  private static final Pattern FORM =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[^\\[\\]:\\s]+))(?::(?<port>[0-9]+))?");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9.]{0,251}[A-Za-z0-9])?");

  /** Reads {@code host}, {@code host:port}, an IPv6 literal, or one in brackets with a port. */
  public static Optional<HostAndPort> parse(String text) {
    if (text.indexOf(':') != text.lastIndexOf(':') && Cidr.address(text).isPresent()) {
      return Optional.of(new HostAndPort(text, API));
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String host = parts.group("v6") != null ? parts.group("v6") : parts.group("host");
    int port = parts.group("port") == null ? API : number(parts.group("port"));
    boolean valid = Cidr.address(host).isPresent() || NAME.matcher(host).matches();
    return valid && port >= 1 && port <= 65535
        ? Optional.of(new HostAndPort(host, port))
        : Optional.empty();
  }

  private static int number(String digits) {
    return digits.length() > 5 ? 0 : Integer.parseInt(digits);
  }

  /** {@code host:port}, an IPv6 literal in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
