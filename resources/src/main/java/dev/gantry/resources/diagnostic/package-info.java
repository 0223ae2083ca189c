/** Problems as values: what happened, where, and what to do next. */
@NullMarked
package dev.gantry.resources.diagnostic;

import org.jspecify.annotations.NullMarked;
