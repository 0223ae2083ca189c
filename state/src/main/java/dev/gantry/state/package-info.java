/** What was applied, and how it is kept: the recorded side of every plan. */
@NullMarked
package dev.gantry.state;

import org.jspecify.annotations.NullMarked;
