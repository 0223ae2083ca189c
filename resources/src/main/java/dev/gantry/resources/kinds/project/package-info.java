/** The Project: what a folder of configuration says of itself rather than of a machine. */
@NullMarked
package dev.gantry.resources.kinds.project;

import org.jspecify.annotations.NullMarked;
