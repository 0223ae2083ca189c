package dev.gantry.providers.vip;

import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kinds.vip.HealthSpec;

/**
 * Renders {@code haproxy.cfg} of one member (haproxy 2.4 and newer).
 *
 * <p>Why these timeouts: in TCP mode {@code client} and {@code server} hold until both sides have
 * spoken, {@code tunnel} from then on. Watches, {@code logs -f} and {@code port-forward} are silent
 * for hours, so a tunnel may be for a day; TCP keep-alives take away those whose peer is gone.
 */
final class HaproxyConfig {
  private HaproxyConfig() {}

  static String render(Layout layout, Member self) {
    StringBuilder text = new StringBuilder(preamble(layout.name()));
    text.append(alive(Layout.endpoint(self.address(), Forward.checkPort(layout.spec()))));
    for (Forward forward : Forward.of(layout.spec())) {
      frontend(layout, self, forward, text);
    }
    return text.toString();
  }

  private static void frontend(Layout layout, Member self, Forward forward, StringBuilder text) {
    String name = forward.api() ? "api" : "port-" + forward.port();
    HealthSpec health = layout.spec().health();
    text.append("\n# ").append(Layout.endpoint(layout.spec().address(), forward.port()));
    text.append("\nfrontend ").append(name);
    text.append("\n    bind ").append(Layout.endpoint(self.address(), forward.listenPort()));
    text.append("\n    default_backend ").append(name);
    text.append("\n\nbackend ").append(name).append("\n    balance leastconn\n");
    if (forward.api() && !health.path().isEmpty()) {
      text.append(httpsCheck(health.path()));
    }
    text.append("    default-server check inter ");
    text.append(Durations.parse(health.interval()).toMillis());
    text.append("ms fall 2 rise 2 on-marked-down shutdown-sessions\n");
    for (Member member : layout.members()) {
      text.append("    server ").append(member.host()).append(' ');
      text.append(Layout.endpoint(member.address(), forward.backendPort()));
      text.append(" verify none\n");
    }
  }

  private static String preamble(String name) {
    return """
    # Gantry's, for VIP/%s. The next apply undoes what is changed here.
    global
        log stderr format short daemon notice
        chroot /var/lib/haproxy
        user haproxy
        group haproxy
        # No maxconn: haproxy takes what the limit of open files allows, and would not start above.
        stats socket /run/haproxy-gantry.sock mode 600 level admin expose-fd listeners
        # An old worker ends at the latest this long after a reload, with its connections.
        hard-stop-after 24h

    defaults
        mode tcp
        log global
        option dontlognull
        option clitcpka
        option srvtcpka
        option redispatch
        retries 3
        timeout connect 5s
        timeout queue 10s
        timeout client 5m
        timeout server 5m
        timeout client-fin 30s
        timeout server-fin 30s
        timeout tunnel 24h
        timeout check 3s
    """
        .formatted(name);
  }

  private static String alive(String endpoint) {
    return """

    # Tells keepalived's check that haproxy is alive.
    frontend alive
        mode http
        bind %s
        timeout http-request 5s
        http-request return status 200
    """
        .formatted(endpoint);
  }

  private static String httpsCheck(String path) {
    return """
        option httpchk
        http-check connect ssl
        http-check send meth GET uri %s
        http-check expect status 200
    """
        .formatted(path);
  }
}
