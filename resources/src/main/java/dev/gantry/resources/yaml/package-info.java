/** From a folder of YAML to a {@code Configuration}: what a person writes enters here. */
@NullMarked
package dev.gantry.resources.yaml;

import org.jspecify.annotations.NullMarked;
