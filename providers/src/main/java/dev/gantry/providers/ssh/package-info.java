/** Machines over SSH: the transport behind {@code Remotes}, and the only place that knows it. */
@NullMarked
package dev.gantry.providers.ssh;

import org.jspecify.annotations.NullMarked;
