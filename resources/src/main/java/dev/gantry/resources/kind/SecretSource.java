package dev.gantry.resources.kind;

import java.util.List;
import java.util.Optional;

/**
 * Where a secret comes from; exactly one of the three is set. The secret itself is read when it is
 * needed and is never part of a configuration, state, plan, journal or log.
 */
@ExactlyOne
public record SecretSource(
    @Doc("Name of an environment variable of the gantry process.") Optional<String> env,
    @Doc("Path of a file beside the configuration or absolute; one trailing line break is dropped.")
        Optional<String> file,
    @Doc("A program and its arguments; its standard output is the secret. No shell is involved.")
        Optional<List<String>> command) {}
