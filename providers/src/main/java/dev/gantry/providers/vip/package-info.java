/**
 * Makes VIPs real: haproxy and keepalived on the members, or a look at a balancer of the person's
 * own. {@link dev.gantry.providers.vip.VipProvider} is what the engine sees; from there, a {@code
 * Layout} says what is to be, renderers say how each file then reads, {@code HostFacts} what a host
 * answered, and the {@code …Step} classes do the work.
 */
@NullMarked
package dev.gantry.providers.vip;

import org.jspecify.annotations.NullMarked;
