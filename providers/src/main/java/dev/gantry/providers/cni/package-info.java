/**
 * CNI: the network of a cluster's pods. Type bridge is built here whole: the reference plugins on
 * every node, and one route for all pods on one segment; type custom is somebody else's manifests.
 */
@NullMarked
package dev.gantry.providers.cni;

import org.jspecify.annotations.NullMarked;
