/** Puts the parts together: configuration, state, machines and engine for one command. */
@NullMarked
package dev.gantry.cli.run;

import org.jspecify.annotations.NullMarked;
