package dev.gantry.providers.vip;

import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kinds.vip.VrrpSpec;
import java.math.BigDecimal;

/**
 * Renders {@code keepalived.conf} of one member (keepalived 2.0 and newer).
 *
 * <ul>
 *   <li>Every member starts as BACKUP with {@code nopreempt}: the address moves when its holder
 *       fails and stays where it went. A machine that comes back, and perhaps goes away again, then
 *       does not cut everybody's connections twice. Priorities decide elections only.
 *   <li>The address moves after three lost adverts and a skew of at most one more: with 300 ms
 *       about one second.
 *   <li>Gratuitous ARPs are repeated at once, after one second, and every ten seconds: a switch
 *       that missed the first learns where the address is.
 *   <li>{@code interface} is tracked by itself: a lost link is a fault at once.
 * </ul>
 */
final class KeepalivedConfig {
  private KeepalivedConfig() {}

  static String render(Layout layout, Member self, String networkInterface) {
    VrrpSpec vrrp = layout.spec().vrrp();
    StringBuilder text =
        new StringBuilder(globals(layout.name(), self.host().value(), vrrp.version()));
    text.append("vrrp_instance ").append(layout.name()).append(" {\n");
    text.append("    state BACKUP\n    nopreempt\n");
    text.append("    interface ").append(networkInterface).append('\n');
    text.append("    virtual_router_id ").append(vrrp.routerId()).append('\n');
    text.append("    priority ").append(self.priority()).append('\n');
    text.append("    advert_int ").append(seconds(vrrp.advertInterval())).append('\n');
    if (vrrp.transport() == VrrpSpec.Transport.UNICAST) {
      unicast(layout, self, text);
    }
    if (vrrp.password().isPresent()) {
      text.append("    include ").append(VipFiles.PASSWORD).append('\n');
    }
    text.append("    virtual_ipaddress {\n        ").append(layout.cidr());
    text.append(" dev ").append(networkInterface).append("\n    }\n");
    return text.append("    track_script {\n        haproxy\n    }\n}\n").toString();
  }

  private static void unicast(Layout layout, Member self, StringBuilder text) {
    text.append("    unicast_src_ip ").append(self.address()).append('\n');
    text.append("    unicast_peer {\n");
    for (Member peer : layout.peers(self)) {
      text.append("        ").append(peer.address()).append('\n');
    }
    text.append("    }\n");
  }

  private static String seconds(String interval) {
    return BigDecimal.valueOf(Durations.parse(interval).toMillis(), 3)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String globals(String name, String host, int version) {
    return """
    # Gantry's, for VIP/%s. The next apply undoes what is changed here.
    global_defs {
        router_id %s
        vrrp_version %d
        enable_script_security
        script_user root
        max_auto_priority 20
        vrrp_garp_master_delay 1
        vrrp_garp_master_repeat 3
        vrrp_garp_master_refresh 10
        vrrp_garp_master_refresh_repeat 1
        vrrp_garp_lower_prio_delay 1
        vrrp_garp_lower_prio_repeat 3
    }

    vrrp_script haproxy {
        script "/etc/keepalived/gantry-vip-check"
        interval 1
        timeout 2
        fall 2
        rise 2
    }

    """
        .formatted(name, host, version);
  }
}
