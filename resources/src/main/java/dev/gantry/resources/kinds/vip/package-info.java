/** The VIP kind: one address for several control planes. */
@NullMarked
package dev.gantry.resources.kinds.vip;

import org.jspecify.annotations.NullMarked;
