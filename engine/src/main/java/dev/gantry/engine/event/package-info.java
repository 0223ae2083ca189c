/** What a run says while it goes on. */
@NullMarked
package dev.gantry.engine.event;

import org.jspecify.annotations.NullMarked;
