package dev.gantry.cli.command;

import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kinds.project.ProjectSpec.EncryptionSpec;
import dev.gantry.state.StateSession;
import dev.gantry.state.Vault;
import dev.gantry.state.crypto.StateVault;
import java.nio.file.Path;

/** The person's key to the state, where the Project says that it is. */
final class StateKeys {
  private StateKeys() {}

  /** What a Project that seals says; the key is read when it is needed. */
  static StateVault.Keyring keyring(Root root, EncryptionSpec encryption) {
    SecretSource source = encryption.key().orElseThrow(); // EncryptionRules
    return new StateVault.Keyring(encryption.recipients(), () -> read(root, source));
  }

  /** The vault of a session, as the configuration says; one that refuses where it does not seal. */
  static Vault vault(Root root, Configuration configuration, StateSession session) {
    return configuration.encryption().seals()
        ? new StateVault(session, keyring(root, configuration.encryption()))
        : Vault.none();
  }

  private static String read(Root root, SecretSource source) {
    Workstation here = new Workstation(root.folder(), home(), root.context().environment());
    try {
      return new Secrets(here).read(source);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DiagnosticException(
          Diagnostic.error(
              "interrupted", "Reading the state's key was stopped", "Nothing was changed."));
    }
  }

  /** The person's folder, where {@code ~/} is. */
  static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}
