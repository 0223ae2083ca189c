package dev.gantry.engine.planner;

import dev.gantry.engine.subject.ProviderSet;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.State;
import dev.gantry.state.Vault;
import dev.gantry.state.crypto.Recipients;
import java.util.List;
import java.util.Optional;

/** Whether the state can keep the secrets that a plan is about. Needs no key to tell. */
public final class Secrecy {
  private Secrecy() {}

  /**
   * Refuses what apply could not do.
   *
   * @throws DiagnosticException when resources need secrets kept and the Project has no key for
   *     them, or when it lists other recipients than the state is sealed for
   */
  public static void check(
      Configuration configuration, State state, Selection selection, ProviderSet providers) {
    if (configuration.encryption().seals()) {
      Optional<Diagnostic> changed =
          Recipients.changed(configuration.encryption().recipients(), state);
      if (changed.isPresent()) {
        throw new DiagnosticException(changed.get());
      }
      return;
    }
    List<Diagnostic> keyless =
        selection.addresses().stream()
            .filter(providers::keepSecrets)
            .map(address -> noKey(address, selection))
            .toList();
    if (!keyless.isEmpty()) {
      throw new DiagnosticException(keyless);
    }
  }

  private static Diagnostic noKey(ResourceAddress address, Selection selection) {
    Diagnostic told = Vault.noKey().at(address);
    Desired desired = selection.desired().get(address);
    return desired == null ? told : told.at(desired.source());
  }
}
