/** Tests of pods' networks. */
@NullMarked
package dev.gantry.providers.cni;

import org.jspecify.annotations.NullMarked;
