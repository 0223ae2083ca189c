/** Bytes as text that people copy, with a checksum. */
@NullMarked
package dev.gantry.resources.encoding;

import org.jspecify.annotations.NullMarked;
