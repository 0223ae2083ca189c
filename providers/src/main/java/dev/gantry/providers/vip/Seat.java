package dev.gantry.providers.vip;

import dev.gantry.resources.diagnostic.Diagnostic;
import java.net.InetAddress;
import java.util.Optional;

/** The interface of a member on which the VIP is to be, or why there is none. */
sealed interface Seat {

  /** The interface. */
  record On(String networkInterface) implements Seat {}

  /** None fits. */
  record None(Diagnostic reason) implements Seat {}

  /** Chooses: the interface that is given, else the one with the member's own address. */
  static Seat choose(Layout layout, Member member, HostFacts facts) {
    InetAddress vip = InetAddress.ofLiteral(layout.spec().address());
    Optional<String> chosen =
        layout.spec().networkInterface().or(() -> carrier(member.address(), facts));
    if (chosen.isEmpty()) {
      return none(
          member,
          "vip-no-interface",
          "No interface of " + member.host() + " has the address " + member.address(),
          "The VIP is put on the interface with the node's own address. Correct the node's"
              + " `address`, or name the interface in the VIP's `networkInterface`.");
    }
    String name = chosen.get();
    var there = facts.addresses().stream().filter(at -> at.networkInterface().equals(name));
    if (there.noneMatch(address -> isSubnet(address) && address.covers(vip))) {
      return none(
          member,
          "vip-outside-subnet",
          layout.spec().address() + " is in no subnet of " + name + " on " + member.host(),
          "Members answer for the VIP on their own network segment, so it must be an address of"
              + " that subnet. Take one, or name another interface in `networkInterface`.");
    }
    return new On(name);
  }

  private static Optional<String> carrier(String own, HostFacts facts) {
    InetAddress address = InetAddress.ofLiteral(own);
    return facts.addresses().stream()
        .filter(at -> at.ip().equals(address))
        .map(HostFacts.Address::networkInterface)
        .findFirst();
  }

  /** A host route, such as the VIP itself when it is held, tells of no subnet. */
  private static boolean isSubnet(HostFacts.Address address) {
    return address.prefix() < address.ip().getAddress().length * 8;
  }

  private static Seat none(Member member, String code, String summary, String detail) {
    return new None(Diagnostic.error(code, summary, detail).onHost(member.host().value()));
  }
}
