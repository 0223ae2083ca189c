package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.SecretSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** The SOCKS5 proxy (RFC 1928) by which a machine is reached. */
public record ProxySpec(
    @Doc("`socks5://host:port`; port 1080 unless given. The proxy looks up names.") String url,
    @Doc("User, where the proxy wants one (RFC 1929).") Optional<String> username,
    @Doc("The user's password. It goes to the proxy unencrypted, as the protocol has it.")
        Optional<SecretSource> password) {
  private static final int USUAL_PORT = 1080;
  private static final Set<String> SCHEMES = Set.of("socks5", "socks5h");

  /**
   * Host and port of the proxy.
   *
   * @param host a name, or an address without brackets
   */
  public record Endpoint(String host, int port) {}

  /** Where the proxy is; empty when the URL is none of a SOCKS5 proxy, or has more than that. */
  public Optional<Endpoint> endpoint() {
    try {
      URI read = new URI(url);
      boolean more =
          read.getRawUserInfo() != null
              || read.getRawQuery() != null
              || read.getRawFragment() != null
              || read.getHost() == null
              || !(read.getRawPath().isEmpty() || read.getRawPath().equals("/"));
      if (more || !SCHEMES.contains(read.getScheme())) {
        return Optional.empty();
      }
      int port = read.getPort() < 0 ? USUAL_PORT : read.getPort();
      String host = read.getHost().replaceAll("^\\[|]$", "");
      return port < 1 || port > 65535 ? Optional.empty() : Optional.of(new Endpoint(host, port));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
