package dev.gantry.resources.kinds.vip;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;

/** How haproxy tells that a machine is well. */
public record HealthSpec(
    @Doc("Path asked of the API by HTTPS; empty checks the TCP connection only.")
        @Default("\"/readyz\"")
        String path,
    @Doc("Time between checks.") @Default("1s") @Format(TextFormat.DURATION) String interval) {}
