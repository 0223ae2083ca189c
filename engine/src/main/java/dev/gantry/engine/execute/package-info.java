/** Runs a plan exactly as it stands, journals it, and decides nothing: the last stage of apply. */
@NullMarked
package dev.gantry.engine.execute;

import org.jspecify.annotations.NullMarked;
