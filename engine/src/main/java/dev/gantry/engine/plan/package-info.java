/** The plan as data, and the pure function that makes it. */
@NullMarked
package dev.gantry.engine.plan;

import org.jspecify.annotations.NullMarked;
