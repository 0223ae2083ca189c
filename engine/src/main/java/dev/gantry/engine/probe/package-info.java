/** Reading hosts: one merged request a host a run, and what it answered. */
@NullMarked
package dev.gantry.engine.probe;

import org.jspecify.annotations.NullMarked;
