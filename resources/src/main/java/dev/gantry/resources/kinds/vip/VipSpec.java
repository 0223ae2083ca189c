package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.RefersTo;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Optional;

/**
 * One address in front of several machines. More components than six because these are the
 * top-level fields that people write.
 */
public record VipSpec(
    @Doc("keepalived runs haproxy and keepalived on the nodes; external is a balancer of your own.")
        @Default("keepalived")
        @Replace("another mode is another set of programs")
        Mode mode,
    @Doc("The address; with mode external a DNS name too.") @Format(TextFormat.HOST) String address,
    @Doc("The machines behind it, and with mode keepalived the ones that carry it.")
        @RefersTo("Node")
        List<String> nodes,
    @Doc("Port of the Kubernetes API on the address, and behind it on each machine.") @Default("{}")
        ApiPorts api,
    @Doc("More TCP ports, forwarded as they are.")
        @Default("[11780, 11781]")
        @Range(min = 1, max = 65535)
        List<Integer> extraPorts,
    @Doc("The network interface; that of the machine's own address unless given.")
        @Format(TextFormat.INTERFACE)
        Optional<String> networkInterface,
    @Doc("VRRP.") @Default("{}") VrrpSpec vrrp,
    @Doc("How haproxy tells that a machine's API is well.") @Default("{}") HealthSpec health,
    @Doc("Packages that bring haproxy, keepalived and nft.")
        @Default("[haproxy, keepalived, nftables]")
        List<String> packages,
    @Doc("Refuse every plan that would destroy or replace this resource.") @Default("false")
        boolean preventDestroy) {

  /** Who carries the address. */
  public enum Mode {
    KEEPALIVED,
    EXTERNAL
  }

  /** The API's ports. */
  public record ApiPorts(
      @Doc("Port on the address.") @Default("6443") @Range(min = 1, max = 65535) int port,
      @Doc("Port of the kube-apiserver on each machine.")
          @Default("6443")
          @Range(min = 1, max = 65535)
          int backendPort) {}
}
