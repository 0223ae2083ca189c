/** The seam to a machine: commands, files and packages, whatever the transport. */
@NullMarked
package dev.gantry.providers.host;

import org.jspecify.annotations.NullMarked;
