package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Range;

/**
 * How much of a container's log is kept. Docker cuts its logs itself; with containerd the kubelet
 * does, by its flags.
 */
public record LogSpec(
    @Doc("A log file's largest size, in Ki, Mi or Gi.") @Default("100Mi") String maxSize,
    @Doc("How many files a container's log has, the current one included.")
        @Default("5")
        @Range(min = 2, max = 100)
        int maxFiles) {}
