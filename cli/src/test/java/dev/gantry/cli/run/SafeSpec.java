package dev.gantry.cli.run;

import dev.gantry.resources.kind.Doc;

/** A kind for tests: a safe on a machine, whose combination the state keeps sealed. */
public record SafeSpec(@Doc("The machine.") String host, @Doc("How large.") String size) {}
