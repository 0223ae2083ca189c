package dev.gantry.resources.kinds.cni;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.RefersTo;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Optional;

/** The network of a cluster's pods. */
public record CniSpec(
    @Doc("The cluster.") @RefersTo("ControlPlane") @Replace("another cluster is another network")
        String controlPlane,
    @Doc(
            "bridge: the reference plugins on one segment, without an agent; custom: manifests of"
                + " your own, or none.")
        @Replace("pods keep the addresses and interfaces that the old network gave them")
        Type type,
    @Doc("Settings of type bridge.") @Default("{}") BridgeSpec bridge,
    @Doc("Settings of type custom.") @Default("{}") CustomSpec custom,
    @Doc("How long nodes and the network's pods may take to be ready.")
        @Default("5m")
        @Format(TextFormat.DURATION)
        String readyTimeout,
    @Doc("Refuse every plan that would destroy or replace this resource.") @Default("false")
        boolean preventDestroy) {

  /** The networks. */
  public enum Type {
    BRIDGE,
    CUSTOM
  }

  /** The reference plugins, on one segment. */
  public record BridgeSpec(
      @Doc("The largest packet; that of the interface unless given.") @Range(min = 576, max = 65535)
          Optional<Integer> mtu,
      @Doc("Whether pods reach the world under their node's address.") @Default("true")
          boolean masquerade,
      @Doc("Packages that bring the plugins and nft.")
          @Default("[containernetworking-plugins, nftables]")
          List<String> packages) {}

  /** A network of the person's own. */
  public record CustomSpec(
      @Doc("Manifests to apply, as files beside the configuration.") @Default("[]")
          List<String> manifests) {}
}
