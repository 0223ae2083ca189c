package dev.gantry.engine.spi;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.kind.Kind;
import dev.gantry.state.Recorded;
import java.util.Optional;

/**
 * One resource, as a provider is asked about it.
 *
 * @param spec the desired spec; the recorded one for a resource that is no longer configured.
 *     Fields that are not known yet hold a placeholder
 * @param recorded as last applied, where it ever was
 * @param desired the desired specs of everything; what is only recorded is not in it
 * @param known desired specs, and the recorded ones of what is no longer configured: to find the
 *     machines of what is being destroyed
 */
public record Subject<S extends Record>(
    ResourceAddress address,
    S spec,
    Optional<Recorded> recorded,
    Kind.Inventory desired,
    Kind.Inventory known) {}
