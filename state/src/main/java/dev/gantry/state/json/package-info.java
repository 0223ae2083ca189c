/** JSON as the state and the plan need it: stable bytes out, nothing unexpected in. */
@NullMarked
package dev.gantry.state.json;

import org.jspecify.annotations.NullMarked;
