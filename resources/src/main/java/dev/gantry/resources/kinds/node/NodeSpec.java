package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine, and how it is prepared for Kubernetes. More components than six because these are the
 * top-level fields that people write; what belongs together is grouped below them.
 */
public record NodeSpec(
    @Doc("The node's own address in the cluster's network.")
        @Format(TextFormat.IP)
        @Replace("another address is another machine for its cluster")
        String address,
    @Doc("The node's IPv6 address, where it has one beside an IPv4 `address`.")
        @Format(TextFormat.IP)
        Optional<String> ipv6Address,
    @Doc("Address or name to reach the machine by SSH, where it differs from its own address.")
        @Format(TextFormat.HOST)
        Optional<String> connectAddress,
    @Doc("A name for people.") @Format(TextFormat.LINE) Optional<String> displayName,
    @Doc("What the machine is for.") @Default("worker") Role role,
    @Doc(
            "Whether applications may run on it. A control plane is for them only when this is true;"
                + " a worker always is.")
        Optional<Boolean> schedulable,
    @Doc("The machine's hostname; the resource's name unless given.") @Format(TextFormat.HOSTNAME)
        Optional<String> hostname,
    @Doc("The name under which the machine joins Kubernetes: its hostname, or its address (ip).")
        @Default("hostname")
        NodeName nodeName,
    @Doc(
            "The network interface for the cluster's network. Unless given, that of the Project's"
                + " defaults; else the one of the machine's default route.")
        @Format(TextFormat.INTERFACE)
        Optional<String> interface_,
    @Doc("How to reach the machine.") @Default("{}") SshSpec ssh,
    @Doc("A SOCKS5 proxy on the way, before any jump host.") Optional<ProxySpec> proxy,
    @Doc("How the login becomes root.") @Default("{}") PrivilegeSpec privilege,
    @Doc("Kernel modules and parameters.") @Default("{}") KernelSpec kernel,
    @Doc("Lines for /etc/hosts.") @Default("{}") HostsFileSpec hostsFile,
    @Doc("Packages besides those that the runtime needs.") @Default("{}") PackagesSpec packages,
    @Doc("The container runtime.") @Default("{}") RuntimeSpec runtime,
    @Doc("The clock's check.") @Default("{}") TimeSyncSpec timeSync,
    @Doc("The checks of the machine before it is touched.") @Default("{}") ChecksSpec checks,
    @Doc("Labels of the Kubernetes node.") @Default("{}") Map<String, String> labels,
    @Doc("Annotations of the Kubernetes node.") @Default("{}") Map<String, String> annotations,
    @Doc("Taints of the Kubernetes node.") @Default("[]") List<TaintSpec> taints,
    @Doc(
            "Roles such as infra or log, each a label and a taint of the Kubernetes node:"
                + " `infra: {}`.")
        @Default("{}")
        Map<String, RoleSpec> roles,
    @Doc("How many pods the kubelet runs at most; its own limit (110) unless given.")
        @Range(min = 1, max = 65535)
        Optional<Integer> maxPods,
    @Doc("More flags of the kubelet, without dashes: `v: \"4\"`.") @Default("{}")
        Map<String, String> kubeletExtraArgs,
    @Doc(
            "How the machine changes: mutable, in place; immutable, given back whole and prepared"
                + " anew, one node after another; external, never: somebody else prepares it, and"
                + " runtime only tells what it has.")
        @Default("mutable")
        Lifecycle lifecycle,
    @Doc("Refuse every plan that would destroy or replace this resource.") @Default("false")
        boolean preventDestroy) {

  /** What a machine is for. */
  public enum Role {
    CONTROL_PLANE,
    WORKER
  }

  /** What a machine is called in Kubernetes. */
  public enum NodeName {
    HOSTNAME,
    IP
  }

  /** Whether a machine may be changed. */
  public enum Lifecycle {
    MUTABLE,
    IMMUTABLE,
    EXTERNAL
  }

  /** Whether somebody else prepares the machine: Gantry writes nothing of a Node's on it. */
  public boolean isExternal() {
    return lifecycle == Lifecycle.EXTERNAL;
  }
}
