/** Tests of clusters. */
@NullMarked
package dev.gantry.providers.kubeadm;

import org.jspecify.annotations.NullMarked;
