package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Map;

/** Kernel modules and parameters that Kubernetes needs, and more where given. */
public record KernelSpec(
    @Doc("Modules loaded now and at boot; one that is built in counts as loaded.")
        @Default("[overlay, br_netfilter]")
        @Format(TextFormat.KERNEL_MODULE)
        List<String> modules,
    @Doc("Kernel parameters; those that Kubernetes needs are added unless given here.")
        @Default("{}")
        Map<String, String> sysctls,
    @Doc("Swap turned off now and at boot.") @Default("true") boolean swapOff) {}
