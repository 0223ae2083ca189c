package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
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
    @Doc("Address or name to reach the machine by SSH, where it differs from its own address.")
        @Format(TextFormat.HOST)
        Optional<String> connectAddress,
    @Doc("What the machine is for.") @Default("worker") Role role,
    @Doc("The machine's hostname; the resource's name unless given.") @Format(TextFormat.HOSTNAME)
        Optional<String> hostname,
    @Doc("How to reach the machine.") @Default("{}") SshSpec ssh,
    @Doc("A SOCKS5 proxy on the way, before any jump host.") Optional<ProxySpec> proxy,
    @Doc("How the login becomes root.") @Default("{}") PrivilegeSpec privilege,
    @Doc("Kernel modules and parameters.") @Default("{}") KernelSpec kernel,
    @Doc("Lines for /etc/hosts.") @Default("{}") HostsFileSpec hostsFile,
    @Doc("Packages besides those that the runtime needs.") @Default("{}") PackagesSpec packages,
    @Doc("The container runtime.") @Default("{}") RuntimeSpec runtime,
    @Doc("The clock's check.") @Default("{}") TimeSyncSpec timeSync,
    @Doc("The checks of the machine before it is touched.") @Default("{}") ChecksSpec checks,
    @Doc("Labels for the Kubernetes node.") @Default("{}") Map<String, String> labels,
    @Doc("Refuse every plan that would destroy or replace this resource.") @Default("false")
        boolean preventDestroy) {

  /** What a machine is for. */
  public enum Role {
    CONTROL_PLANE,
    WORKER
  }
}
