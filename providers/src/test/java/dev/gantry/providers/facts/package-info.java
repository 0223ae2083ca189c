/** The survey's answer, read from text. */
@NullMarked
package dev.gantry.providers.facts;

import org.jspecify.annotations.NullMarked;
