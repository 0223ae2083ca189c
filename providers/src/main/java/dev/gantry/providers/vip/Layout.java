package dev.gantry.providers.vip;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.vip.Priorities;
import dev.gantry.resources.kinds.vip.VipSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a VIP carried by its members is to be, as far as the configuration alone tells.
 *
 * @param name the resource's own name
 * @param members in the order of {@code nodes}
 */
record Layout(String name, VipSpec spec, List<Member> members) {
  Layout {
    members = List.copyOf(members);
  }

  /** The layout of a spec; members whose node is not known are left out. */
  static Layout of(String name, VipSpec spec, SortedMap<String, NodeSpec> nodes) {
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : Priorities.of(spec).entrySet()) {
      NodeSpec node = nodes.get(entry.getKey());
      if (node != null) {
        members.add(new Member(new HostName(entry.getKey()), node.address(), entry.getValue()));
      }
    }
    return new Layout(name, spec, members);
  }

  /** Every member but this one. */
  List<Member> peers(Member self) {
    return members.stream().filter(member -> !member.host().equals(self.host())).toList();
  }

  /** Whether addresses are of IPv6. */
  boolean isV6() {
    return spec.address().indexOf(':') >= 0;
  }

  /** The VIP as it is added to an interface: a host route, so that no second subnet route comes. */
  String cidr() {
    return spec.address() + (isV6() ? "/128" : "/32");
  }

  /** An address with a port, as haproxy and nft write it. */
  static String endpoint(String address, int port) {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }
}
