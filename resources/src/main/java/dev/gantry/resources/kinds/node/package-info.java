/** The Node kind: a machine prepared to carry Kubernetes. */
@NullMarked
package dev.gantry.resources.kinds.node;

import org.jspecify.annotations.NullMarked;
