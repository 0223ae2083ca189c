/** End-to-end tests: the command line against real hosts of the lab in {@code examples/lab}. */
@NullMarked
package dev.gantry.cli.lab;

import org.jspecify.annotations.NullMarked;
