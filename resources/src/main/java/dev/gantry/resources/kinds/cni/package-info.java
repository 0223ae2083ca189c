/** The CNI kind: the network of a cluster's pods. */
@NullMarked
package dev.gantry.resources.kinds.cni;

import org.jspecify.annotations.NullMarked;
