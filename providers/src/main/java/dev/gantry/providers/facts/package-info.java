/**
 * What a machine is: one script that only reads, and its answer parsed. Asked by {@code gantry
 * facts}, and by the checks, which judge it.
 */
@NullMarked
package dev.gantry.providers.facts;

import org.jspecify.annotations.NullMarked;
