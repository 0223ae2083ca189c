/** Machines for tests: scripted, in memory or this one, and the tests of the seam itself. */
@NullMarked
package dev.gantry.providers.host;

import org.jspecify.annotations.NullMarked;
