/** The Registry kind: where a cluster's machines pull their images. */
@NullMarked
package dev.gantry.resources.kinds.registry;

import org.jspecify.annotations.NullMarked;
