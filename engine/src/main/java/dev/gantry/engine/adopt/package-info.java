/** Taking over what others made: from found specs to a state of which a plan says: no changes. */
@NullMarked
package dev.gantry.engine.adopt;

import org.jspecify.annotations.NullMarked;
