/** Attribute values in JSON, the same in states, journals and plan files. */
@NullMarked
package dev.gantry.state.value;

import org.jspecify.annotations.NullMarked;
