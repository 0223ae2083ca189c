@NullMarked
package dev.gantry.resources.kinds.registry;

import org.jspecify.annotations.NullMarked;
