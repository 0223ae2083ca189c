@NullMarked
package dev.gantry.resources.kinds.encryptionkey;

import org.jspecify.annotations.NullMarked;
