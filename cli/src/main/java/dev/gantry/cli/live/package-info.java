/** What a run looks like while it goes on: on a terminal, in a log, as JSON lines. */
@NullMarked
package dev.gantry.cli.live;

import org.jspecify.annotations.NullMarked;
