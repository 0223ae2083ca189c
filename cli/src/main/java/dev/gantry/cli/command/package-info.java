/**
 * The commands: what can be typed, and what is done for it. Each is thin; the work is elsewhere.
 */
@NullMarked
package dev.gantry.cli.command;

import org.jspecify.annotations.NullMarked;
