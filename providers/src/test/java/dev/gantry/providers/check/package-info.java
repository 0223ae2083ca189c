/** The checks, on machines that are a few lines of text. */
@NullMarked
package dev.gantry.providers.check;

import org.jspecify.annotations.NullMarked;
