/**
 * A kind, its provider and its machines, all in memory: for tests of the engine and of the command
 * line, and for benchmarks. Stands where real providers and hosts stand.
 */
@NullMarked
package dev.gantry.engine.memory;

import org.jspecify.annotations.NullMarked;
