package dev.gantry.engine.subject;

import dev.gantry.engine.spi.Provider;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The providers that there are, by the kind that each makes real. Immutable. */
public final class ProviderSet {
  private final SortedMap<String, Provider<?>> byKind = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when two providers are of one kind
   */
  public ProviderSet(List<Provider<?>> providers) {
    for (Provider<?> provider : providers) {
      if (byKind.putIfAbsent(provider.kind().name(), provider) != null) {
        throw new IllegalArgumentException("two providers of kind " + provider.kind().name());
      }
    }
  }

  /** Whether steps of that resource use the vault; not those of a kind that nothing manages. */
  public boolean keepSecrets(ResourceAddress address) {
    Provider<?> provider = byKind.get(address.kind());
    return provider != null && provider.keepsSecrets();
  }

  /**
   * The provider of a resource.
   *
   * @throws DiagnosticException code {@code unknown-kind}, when there is none
   */
  public Provider<?> of(ResourceAddress address) {
    Provider<?> provider = byKind.get(address.kind());
    if (provider == null) {
      throw new DiagnosticException(
          Diagnostic.error(
                  "unknown-kind",
                  "Nothing here manages resources of kind " + address.kind(),
                  "Known kinds: "
                      + String.join(", ", byKind.keySet())
                      + ". Use the Gantry version that applied it, or forget it with: gantry state"
                      + " rm "
                      + address)
              .at(address));
    }
    return provider;
  }
}
