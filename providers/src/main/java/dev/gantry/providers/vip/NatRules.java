package dev.gantry.providers.vip;

/**
 * Renders the nftables rules of one member: what arrives at the VIP's ports is turned to haproxy's
 * own. haproxy cannot listen at the VIP's ports itself where a service on the same machine listens
 * at them on every address, as kube-apiserver does by default (docs/adr).
 *
 * <p>The file replaces its table in one transaction, so loading it again never leaves a gap.
 */
final class NatRules {
  /** The table's name; one VIP a machine. */
  static final String TABLE = "gantry_vip";

  private NatRules() {}

  static String render(Layout layout, Member self) {
    String family = family(layout);
    StringBuilder text = new StringBuilder();
    text.append("# Gantry's, for VIP/").append(layout.name());
    text.append(". The next apply undoes what is changed here.\n");
    String table = "table " + family + " " + TABLE;
    text.append(table).append(" {}\ndelete ").append(table).append('\n');
    text.append(table).append(" {\n");
    chain("prerouting", "", layout, self, text);
    // Of this machine's own connections only those that stay here: elsewhere the VIP's own holder
    // turns them.
    chain("output", " fib daddr type local", layout, self, text);
    return text.append("}\n").toString();
  }

  static String family(Layout layout) {
    return layout.isV6() ? "ip6" : "ip";
  }

  private static void chain(
      String hook, String only, Layout layout, Member self, StringBuilder text) {
    text.append("    chain ").append(hook).append(" {\n");
    text.append("        type nat hook ").append(hook);
    // Before kube-proxy and whatever else sits at the usual -100.
    text.append(" priority -110; policy accept;\n");
    for (Forward forward : Forward.of(layout.spec())) {
      text.append("        ").append(family(layout)).append(" daddr ");
      text.append(layout.spec().address()).append(only);
      text.append(" tcp dport ").append(forward.port()).append(" dnat to ");
      text.append(Layout.endpoint(self.address(), forward.listenPort())).append('\n');
    }
    text.append("    }\n");
  }
}
