/** How a cluster's encryption is looked at. */
@NullMarked
package dev.gantry.providers.encryption;

import org.jspecify.annotations.NullMarked;
