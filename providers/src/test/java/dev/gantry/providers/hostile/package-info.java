/** Hostile values, through every field of every kind: nothing that a person typed is a program. */
@NullMarked
package dev.gantry.providers.hostile;

import org.jspecify.annotations.NullMarked;
