/** Measures the engine from YAML to state, outside of every product module. */
@NullMarked
package dev.gantry.bench;

import org.jspecify.annotations.NullMarked;
