/** Measures Gantry from outside of every product module; bench/run and bench/hosts start it. */
@NullMarked
package dev.gantry.bench;

import org.jspecify.annotations.NullMarked;
