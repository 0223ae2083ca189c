package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;

/**
 * Where the runtime finds network plugins. Network add-ons put theirs into the defaults;
 * distributions' packages look elsewhere (Debian's containerd in /usr/lib/cni).
 */
public record CniSpec(
    @Doc("The folder of the plugins.") @Default("/opt/cni/bin") @Format(TextFormat.ABSOLUTE_PATH)
        String binDir,
    @Doc("The folder of their configuration.")
        @Default("/etc/cni/net.d")
        @Format(TextFormat.ABSOLUTE_PATH)
        String confDir) {}
