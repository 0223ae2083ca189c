package dev.gantry.resources.kinds.node;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.TextFormat;

/** How long connections may take. Commands have limits of their own, by what they do. */
public record SshTimeoutsSpec(
    @Doc("For a connection to be opened, each address and each hop by itself.")
        @Default("10s")
        @Format(TextFormat.DURATION)
        String connect,
    @Doc("For the login, once connected.") @Default("30s") @Format(TextFormat.DURATION)
        String login,
    @Doc(
            "How long the other side may be silent until the connection counts as lost. It is asked"
                + " for a sign of life four times in that time, so a long command is no silence.")
        @Default("40s")
        @Format(TextFormat.DURATION)
        String idle) {}
