/** The command line, last stop of the flow: the only place that prints and sets exit codes. */
@NullMarked
package dev.gantry.cli;

import org.jspecify.annotations.NullMarked;
