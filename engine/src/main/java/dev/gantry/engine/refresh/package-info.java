/** Asks every host once what is there: runs before the planner, which works on its answers. */
@NullMarked
package dev.gantry.engine.refresh;

import org.jspecify.annotations.NullMarked;
