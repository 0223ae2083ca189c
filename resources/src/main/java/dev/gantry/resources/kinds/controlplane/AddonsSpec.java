package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;

/** What kubeadm installs into the cluster beside the control plane. */
public record AddonsSpec(
    @Doc("kube-proxy; false for networks that do its work.") @Default("true") boolean kubeProxy,
    @Doc("CoreDNS.") @Default("true") boolean coreDNS) {}
