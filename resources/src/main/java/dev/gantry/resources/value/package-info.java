/** Attribute values as a small typed tree: what configuration, state and plan are made of. */
@NullMarked
package dev.gantry.resources.value;

import org.jspecify.annotations.NullMarked;
