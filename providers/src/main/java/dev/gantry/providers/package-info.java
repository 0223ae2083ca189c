/** Makes kinds real on hosts: observes them, and offers the engine the steps that change them. */
@NullMarked
package dev.gantry.providers;

import org.jspecify.annotations.NullMarked;
