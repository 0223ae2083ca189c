/** A cluster's own etcd, asked on the machines of its control planes. */
@NullMarked
package dev.gantry.providers.etcd;

import org.jspecify.annotations.NullMarked;
