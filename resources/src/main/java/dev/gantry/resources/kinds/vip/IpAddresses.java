package dev.gantry.resources.kinds.vip;

import java.net.InetAddress;
import java.util.Optional;

/** Address literals, compared by what they mean: {@code fd00::1} equals {@code FD00:0::1}. */
final class IpAddresses {
  private IpAddresses() {}

  /** The address that a literal means; empty for a name or a placeholder. Never asks DNS. */
  static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notALiteral) {
      return Optional.empty();
    }
  }

  /** Whether both are of one family. */
  static boolean sameFamily(InetAddress left, InetAddress right) {
    return left.getAddress().length == right.getAddress().length;
  }

  /**
   * Whether both would lie on one segment of the usual size, /24 or /64: all that can be told
   * without asking a machine.
   */
  static boolean nearby(InetAddress left, InetAddress right) {
    if (!sameFamily(left, right)) {
      return false;
    }
    int bytes = left.getAddress().length == 4 ? 3 : 8;
    for (int i = 0; i < bytes; i++) {
      if (left.getAddress()[i] != right.getAddress()[i]) {
        return false;
      }
    }
    return true;
  }
}
