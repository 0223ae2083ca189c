package dev.gantry.resources.kinds.controlplane;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network in CIDR notation.
 *
 * @param first its first address, as a number
 * @param bits of an address of its family: 32 or 128
 */
public record Cidr(BigInteger first, int prefix, int bits) {

  /** Reads a network whose address has no bits beyond its prefix; empty for anything else. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(host -> prefix <= host.bits())
        .map(host -> new Cidr(host.first(), prefix, host.bits()))
        .filter(cidr -> cidr.first().mod(cidr.size()).signum() == 0);
  }

  /** One address as the network of itself alone; empty for what is no literal. */
  public static Optional<Cidr> address(String literal) {
    try {
      byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
      int bits = bytes.length * 8;
      return Optional.of(new Cidr(new BigInteger(1, bytes), bits, bits));
    } catch (IllegalArgumentException notALiteral) {
      return Optional.empty();
    }
  }

  /** The networks of a list with commas; empty when one of them is none. */
  public static Optional<List<Cidr>> parseList(String text) {
    List<Cidr> networks = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<Cidr> network = parse(part.strip());
      if (network.isEmpty()) {
        return Optional.empty();
      }
      networks.add(network.get());
    }
    return Optional.of(networks);
  }

  /** How many addresses it has. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits - prefix);
  }

  /** Whether an address is in both. */
  public boolean overlaps(Cidr other) {
    return bits == other.bits
        && first.compareTo(other.first.add(other.size())) < 0
        && other.first.compareTo(first.add(size())) < 0;
  }

  /** Whether it is of IPv6. */
  public boolean isV6() {
    return bits == 128;
  }
}
