/** Tests of what can be declared of clusters. */
@NullMarked
package dev.gantry.resources.kinds.controlplane;

import org.jspecify.annotations.NullMarked;
