/** The ControlPlane kind: a Kubernetes cluster on Nodes, made and kept by kubeadm. */
@NullMarked
package dev.gantry.resources.kinds.controlplane;

import org.jspecify.annotations.NullMarked;
