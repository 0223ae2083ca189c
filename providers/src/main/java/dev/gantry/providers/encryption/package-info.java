/**
 * How a cluster keeps its objects in etcd: what its control planes are told, what their API servers
 * have loaded, and what is really there.
 */
@NullMarked
package dev.gantry.providers.encryption;

import org.jspecify.annotations.NullMarked;
