package dev.gantry.cli.run;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Replace;

/** A kind for tests: a box on a machine of its own name. */
public record BoxSpec(
    @Doc("How large.") String size,
    @Doc("What it is made of.") @Default("wood") @Replace("wood does not turn into steel")
        String material) {}
