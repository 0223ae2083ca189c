/** The kinds that a person can declare, one spec record each. */
@NullMarked
package dev.gantry.resources.kinds;

import org.jspecify.annotations.NullMarked;
