/** The JSON Schema of the configuration, for editors: the kinds' fields, seen from outside. */
@NullMarked
package dev.gantry.resources.schema;

import org.jspecify.annotations.NullMarked;
