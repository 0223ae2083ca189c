/** What a provider gives to the engine: observations, expectations and steps. */
@NullMarked
package dev.gantry.engine.spi;

import org.jspecify.annotations.NullMarked;
