/**
 * ControlPlane: from prepared machines to a Kubernetes cluster and through its life, by kubeadm.
 *
 * <p>{@code Cluster} is what is wanted, worked out from the configuration; {@code ClusterReading}
 * what the machines and the API say; {@code ControlPlaneObserver} and {@code ControlPlaneExpecter}
 * make attributes of the two; {@code ControlPlaneSteps} makes steps of their difference.
 */
@NullMarked
package dev.gantry.providers.kubeadm;

import org.jspecify.annotations.NullMarked;
