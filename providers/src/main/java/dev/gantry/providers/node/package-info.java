/**
 * The Node provider: prepares a machine for Kubernetes and gives it back. {@link
 * dev.gantry.providers.node.NodeProvider} is the way in; what a machine says is read by {@code
 * HostFactsReader}, compared through {@code NodeObserver} and {@code NodeExpectation}, and changed
 * by one {@code Concern} a subject: hostname, kernel, swap, hosts file, packages, containerd.
 */
@NullMarked
package dev.gantry.providers.node;

import org.jspecify.annotations.NullMarked;
