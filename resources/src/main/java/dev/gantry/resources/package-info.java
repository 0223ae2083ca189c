/** What can be declared, and how it is read from YAML: the first stop of the flow. */
@NullMarked
package dev.gantry.resources;

import org.jspecify.annotations.NullMarked;
