package dev.gantry.engine.subject;

import dev.gantry.engine.spi.Provider;
import dev.gantry.engine.spi.Subject;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.config.References;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that a run is about: what is desired and what is recorded, ready to be asked about.
 * References are resolved as far as the state tells. Safe for use by several threads.
 */
public final class Universe {
  private final ProviderSet providers;
  private final SortedMap<ResourceAddress, Value.Fields> desiredSpecs;
  private final State state;
  private final Kind.Inventory desired;
  private final Kind.Inventory known;
  private final Map<ResourceAddress, Managed<?>> bound = new ConcurrentHashMap<>();

  private Universe(
      ProviderSet providers, SortedMap<ResourceAddress, Value.Fields> desiredSpecs, State state) {
    this.providers = providers;
    this.desiredSpecs = Collections.unmodifiableSortedMap(desiredSpecs);
    this.state = state;
    this.desired = new Specs(desiredSpecs);
    SortedMap<ResourceAddress, Value.Fields> all = new TreeMap<>();
    state.resources().forEach((address, recorded) -> all.put(address, recorded.attributes()));
    all.putAll(desiredSpecs);
    this.known = new Specs(all);
  }

  /** A run towards a configuration; what is only in the state is on its way out. */
  public static Universe of(
      ProviderSet providers, SortedMap<ResourceAddress, Desired> desired, State state) {
    SortedMap<ResourceAddress, Value.Fields> specs = new TreeMap<>();
    for (Desired resource : desired.values()) {
      Desired resolved =
          References.resolve(
              resource,
              address ->
                  Optional.ofNullable(state.resources().get(address)).map(Recorded::attributes));
      specs.put(resource.address(), resolved.spec());
    }
    return new Universe(providers, specs, state);
  }

  /** A run that takes the state itself for what is desired, to compare it with the machines. */
  public static Universe ofRecorded(ProviderSet providers, State state) {
    SortedMap<ResourceAddress, Value.Fields> specs = new TreeMap<>();
    state.resources().forEach((address, recorded) -> specs.put(address, recorded.attributes()));
    return new Universe(providers, specs, state);
  }

  /**
   * The resource as it is desired, or as it was recorded where it no longer is.
   *
   * @throws DiagnosticException when nothing manages its kind, or its recorded attributes do not
   *     fit it
   */
  public Managed<?> managed(ResourceAddress address) {
    return bound.computeIfAbsent(
        address,
        _ -> {
          Value.Fields spec = desiredSpecs.get(address);
          return bind(
              providers.of(address), address, spec == null ? recordedAttributes(address) : spec);
        });
  }

  /** Whether the resource can be asked about: its kind is known, and its attributes fit it. */
  public boolean isManaged(ResourceAddress address) {
    try {
      managed(address);
      return true;
    } catch (DiagnosticException _) {
      return false;
    }
  }

  /** The state that the run starts from. */
  public State state() {
    return state;
  }

  /** The resource as last applied, where it ever was. */
  public Optional<Recorded> recorded(ResourceAddress address) {
    return Optional.ofNullable(state.resources().get(address));
  }

  /** The desired spec as far as the state resolves it. */
  public Optional<Value.Fields> desiredSpec(ResourceAddress address) {
    return Optional.ofNullable(desiredSpecs.get(address));
  }

  private Value.Fields recordedAttributes(ResourceAddress address) {
    return recorded(address)
        .map(Recorded::attributes)
        .orElseThrow(
            () -> new IllegalArgumentException(address + " is neither desired nor recorded"));
  }

  private <S extends Record> Managed<S> bind(
      Provider<S> provider, ResourceAddress address, Value.Fields spec) {
    return new Managed<>(
        provider,
        new Subject<>(
            address,
            SpecReader.read(provider.kind().spec(), spec),
            recorded(address),
            desired,
            known));
  }
}
