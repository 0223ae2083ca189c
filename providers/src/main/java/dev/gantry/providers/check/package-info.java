/**
 * Judges machines before they are touched: what is asked rides in the probe, and every check is a
 * pure function of the answers. Used by {@code gantry check} for a fleet, and by the Node provider
 * for each machine that a plan would take.
 */
@NullMarked
package dev.gantry.providers.check;

import org.jspecify.annotations.NullMarked;
