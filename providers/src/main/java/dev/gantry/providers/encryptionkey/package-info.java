/**
 * The keys by which a cluster's objects are encrypted in etcd: made, kept sealed in the state, put
 * on control planes, rotated, and every object written anew by them.
 */
@NullMarked
package dev.gantry.providers.encryptionkey;

import org.jspecify.annotations.NullMarked;
