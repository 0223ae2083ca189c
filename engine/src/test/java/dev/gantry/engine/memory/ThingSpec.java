package dev.gantry.engine.memory;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Replace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something on one machine, with every trait that the engine treats in a way of its own. */
public record ThingSpec(
    @Doc("The machine that it is on.") String host,
    @Doc("Cannot change in place.") @Default("a") @Replace("a thing cannot move") String zone,
    @Doc("May refer to another thing's id.") Optional<String> upstream,
    @Doc("Anything.") @Default("{}") Map<String, String> settings,
    @Doc("Milestones to wait for before it is started, as Thing/x:write.") @Default("[]")
        List<String> needs,
    @Doc("Machines that get a copy, all at once, between writing and starting it.") @Default("[]")
        List<String> copies,
    @Doc("Refuse to destroy it.") @Default("false") boolean preventDestroy) {}
