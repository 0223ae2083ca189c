@NullMarked
package dev.gantry.providers.encryptionkey;

import org.jspecify.annotations.NullMarked;
