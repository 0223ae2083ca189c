/**
 * TOML, the format of containerd's files: read by Jackson, written with tables as people and
 * containerd write them; what providers use to change single settings of a file.
 */
@NullMarked
package dev.gantry.providers.toml;

import org.jspecify.annotations.NullMarked;
