/** Decides what changes and runs it: graph, plan, executor, events. */
@NullMarked
package dev.gantry.engine;

import org.jspecify.annotations.NullMarked;
