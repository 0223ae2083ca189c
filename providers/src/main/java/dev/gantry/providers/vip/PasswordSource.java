package dev.gantry.providers.vip;

import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SecretSource;

/** Where the VRRP password is read, each time anew. */
@FunctionalInterface
interface PasswordSource {
  /**
   * Reads it.
   *
   * @throws DiagnosticException when it cannot be read
   */
  String read(SecretSource source) throws InterruptedException;
}
