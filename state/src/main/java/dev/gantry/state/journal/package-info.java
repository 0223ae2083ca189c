/** What a run writes down before and after each step, and how it replays onto a state. */
@NullMarked
package dev.gantry.state.journal;

import org.jspecify.annotations.NullMarked;
