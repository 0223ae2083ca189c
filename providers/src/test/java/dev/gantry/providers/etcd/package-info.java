/** Tests of what is asked of etcd. */
@NullMarked
package dev.gantry.providers.etcd;

import org.jspecify.annotations.NullMarked;
