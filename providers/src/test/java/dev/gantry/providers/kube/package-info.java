/** Tests of how the API is asked. */
@NullMarked
package dev.gantry.providers.kube;

import org.jspecify.annotations.NullMarked;
