/** Decides what is to change: a pure function from desired, recorded and observed to a plan. */
@NullMarked
package dev.gantry.engine.planner;

import org.jspecify.annotations.NullMarked;
