package dev.gantry.resources.kinds.controlplane;

import java.math.BigInteger;
import java.util.Optional;

/** How much a cluster's addresses are enough for. */
public final class Capacity {
  /** The network's own address, the broadcast and the gateway are no pod's. */
  private static final int NO_POD = 3;

  /** The most that is advised for one node. */
  private static final int MOST_PODS = 256;

  private Capacity() {}

  /** How many nodes the pods' networks are enough for; empty while they are not known. */
  public static Optional<BigInteger> nodes(NetworkSpec network) {
    return NetworkRules.room(network);
  }

  /**
   * How many pods a node has addresses for, where the person chose how many those are: the
   * kubelet's {@code maxPods}, unless that is set itself.
   */
  public static Optional<Integer> podsPerNode(NetworkSpec network) {
    return network
        .nodeCIDRMask()
        .filter(mask -> mask < 30)
        .map(mask -> Math.min((1 << (32 - mask)) - NO_POD, MOST_PODS));
  }
}
