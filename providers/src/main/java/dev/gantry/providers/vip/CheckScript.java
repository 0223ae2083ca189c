package dev.gantry.providers.vip;

/**
 * Renders the script that keepalived asks every second. It needs only what every distribution's
 * base has: bash, coreutils, nft.
 *
 * <p>It also puts the rules back when somebody flushed the ruleset, as {@code systemctl restart
 * nftables} does: the VIP would be deaf otherwise. That takes root, hence {@code script_user root}.
 */
final class CheckScript {
  private CheckScript() {}

  static String render(Layout layout, Member self) {
    return """
    #!/bin/bash
    # Gantry's, for VIP/%s. Exits 0 while haproxy on this machine answers.
    nft=/usr/sbin/nft
    "$nft" list chain %s %s output >/dev/null 2>&1 || "$nft" -f %s
    exec timeout 1 /bin/bash -c '
      exec 3<>"/dev/tcp/$0/$1" || exit 1
      printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3
      read -r _ status _ <&3
      [ "$status" = 200 ]
    ' %s %d 2>/dev/null
    """
        .formatted(
            layout.name(),
            NatRules.family(layout),
            NatRules.TABLE,
            VipFiles.RULES,
            self.address(),
            Forward.checkPort(layout.spec()));
  }
}
