/** The state file's format: a state to text and back, version by version. */
@NullMarked
package dev.gantry.state.file;

import org.jspecify.annotations.NullMarked;
