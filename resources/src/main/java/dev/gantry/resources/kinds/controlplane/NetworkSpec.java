package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.Range;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
import java.util.Optional;

/** The addresses of pods and services. With family dual, `first,second` in every CIDR field. */
public record NetworkSpec(
    @Doc("Addresses of pods; two with family dual: `10.244.0.0/16,fd00:244::/48`.")
        @Default("10.244.0.0/16")
        @Format(TextFormat.LINE)
        @Replace("pods and certificates have addresses of it")
        String podCIDR,
    @Doc("Addresses of services; two with family dual.")
        @Default("10.96.0.0/16")
        @Format(TextFormat.LINE)
        @Replace("services and certificates have addresses of it")
        String serviceCIDR,
    @Doc("IPv4, IPv6, or both.") @Default("ipv4") @Replace("every address changes with it")
        Family family,
    @Doc("Prefix length of the part of podCIDR that each node has; 24 unless given.")
        @Range(min = 8, max = 32)
        @Replace("nodes keep the part that they were given")
        Optional<Integer> nodeCIDRMask,
    @Doc("The same for IPv6; 64 unless given.")
        @Range(min = 16, max = 128)
        @Replace("nodes keep the part that they were given")
        Optional<Integer> nodeCIDRMaskIPv6,
    @Doc("The domain of services.")
        @Default("cluster.local")
        @Format(TextFormat.HOST)
        @Replace("it is in certificates and in every pod's resolver")
        String dnsDomain) {

  /** Which kinds of addresses the cluster has. */
  public enum Family {
    IPV4,
    IPV6,
    DUAL
  }
}
