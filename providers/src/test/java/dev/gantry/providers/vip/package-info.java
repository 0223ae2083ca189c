/** Tests of the VIP provider: its files, its judgement, its steps, and the whole on the lab. */
@NullMarked
package dev.gantry.providers.vip;

import org.jspecify.annotations.NullMarked;
