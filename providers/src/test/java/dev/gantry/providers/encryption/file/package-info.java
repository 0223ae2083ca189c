/** Tests of the encryption file, its keys, and what they wrote. */
@NullMarked
package dev.gantry.providers.encryption.file;

import org.jspecify.annotations.NullMarked;
