/** A state in a folder of this machine: its file, backup, journal and lock. */
@NullMarked
package dev.gantry.state.local;

import org.jspecify.annotations.NullMarked;
