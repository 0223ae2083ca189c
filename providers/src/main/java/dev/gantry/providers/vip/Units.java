package dev.gantry.providers.vip;

/** Renders what systemd is told. */
final class Units {
  /** Loads the forwarding rules at boot. */
  static final String RULES = "gantry-vip.service";

  static final String HAPROXY = "haproxy.service";
  static final String KEEPALIVED = "keepalived.service";

  private Units() {}

  static String rules(Layout layout) {
    return """
    # Gantry's, for VIP/%1$s. The next apply undoes what is changed here.
    [Unit]
    Description=Port forwarding of Gantry's VIP/%1$s
    # Those flush every rule when they start.
    After=network-pre.target nftables.service firewalld.service
    Before=keepalived.service

    [Service]
    Type=oneshot
    RemainAfterExit=yes
    ExecStart=/usr/sbin/nft -f %2$s
    ExecReload=/usr/sbin/nft -f %2$s
    ExecStop=-/usr/sbin/nft delete table %3$s %4$s

    [Install]
    WantedBy=multi-user.target
    """
        .formatted(layout.name(), VipFiles.RULES, NatRules.family(layout), NatRules.TABLE);
  }

  /**
   * What keepalived's own unit lacks: it comes back when it is killed, and the address that a
   * killed one leaves on the interface is taken away, or two machines would have it.
   */
  static String keepalivedDropIn(Layout layout, String networkInterface) {
    return """
    # Gantry's, for VIP/%s. The next apply undoes what is changed here.
    [Unit]
    Wants=gantry-vip.service haproxy.service
    After=gantry-vip.service haproxy.service
    StartLimitIntervalSec=0

    [Service]
    Restart=always
    RestartSec=1s
    ExecStopPost=-/sbin/ip address delete %s dev %s
    """
        .formatted(layout.name(), layout.cidr(), networkInterface);
  }
}
