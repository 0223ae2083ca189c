/**
 * Which resource comes before which: built from dependencies before planning, walked by the
 * planner, drawn by {@code gantry graph}. The only place that knows JGraphT.
 */
@NullMarked
package dev.gantry.engine.graph;

import org.jspecify.annotations.NullMarked;
