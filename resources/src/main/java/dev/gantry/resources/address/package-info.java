/** Names of resources and of hosts: the vocabulary that every other package shares. */
@NullMarked
package dev.gantry.resources.address;

import org.jspecify.annotations.NullMarked;
