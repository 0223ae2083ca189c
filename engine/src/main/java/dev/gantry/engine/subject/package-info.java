/**
 * What the engine knows of each resource, in the form in which its provider is asked: stands
 * between the configuration and state on one side and refresh, planner and executor on the other.
 */
@NullMarked
package dev.gantry.engine.subject;

import org.jspecify.annotations.NullMarked;
