package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.ExactlyOne;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.RefersTo;
import dev.gantry.resources.kind.Replace;
import dev.gantry.resources.kind.TextFormat;
import java.util.Optional;

/** Where the API is reached: a VIP of this configuration, or an address that stands by itself. */
@ExactlyOne
public record EndpointSpec(
    @Doc("A VIP of this configuration: `main` for VIP/main.")
        @RefersTo("VIP")
        @Replace("the address is in every certificate and kubeconfig of the cluster")
        Optional<String> vip,
    @Doc("An address or a DNS name; with a port where it is not 6443: `api.example.org:8443`.")
        @Format(TextFormat.LINE)
        @Replace("the address is in every certificate and kubeconfig of the cluster")
        Optional<String> address) {}
