/** A loaded configuration: desired resources, linked by their references. */
@NullMarked
package dev.gantry.resources.config;

import org.jspecify.annotations.NullMarked;
