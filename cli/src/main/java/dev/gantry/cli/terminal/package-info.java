/** The person's terminal: streams, width, colour, questions. */
@NullMarked
package dev.gantry.cli.terminal;

import org.jspecify.annotations.NullMarked;
