package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * What a login to one machine may try, in this order: keys of the agent, key files, the password. A
 * configured key file is tried alone: sshd ends a login after a few keys (MaxAuthTries).
 *
 * @param agent whether the ssh-agent's keys are tried
 * @param tried what a refusal tells; never a secret
 */
record Credentials(
    boolean agent, List<KeyPair> keys, Optional<String> password, List<String> tried) {
  Credentials {
    keys = List.copyOf(keys);
    tried = List.copyOf(tried);
  }

  @Override
  public String toString() {
    return "Credentials" + tried;
  }

  /**
   * Reads keys and secrets of this machine.
   *
   * @throws RemoteException when what the configuration names cannot be used; never retryable
   */
  static Credentials of(Machine machine, Workstation here, Secrets secrets, boolean agentRuns)
      throws RemoteException, InterruptedException {
    List<KeyPair> keys = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    Optional<String> configured = machine.ssh().privateKey();
    Optional<String> passphrase = secret(machine, machine.ssh().passphrase(), secrets);
    boolean agent = agentRuns && configured.isEmpty();
    if (agent) {
      tried.add("the agent's keys");
    }
    if (configured.isPresent()) {
      keys.addAll(load(machine, here.path(configured.get()), configured.get(), passphrase));
      tried.add("key " + configured.get());
    } else {
      addUsual(machine, here, passphrase, keys, tried);
    }
    Optional<String> password = secret(machine, machine.ssh().password(), secrets);
    if (password.isPresent()) {
      tried.add("the password");
    }
    return new Credentials(agent, keys, password, tried);
  }

  /** A usual file that cannot be used is passed by, as ssh does: nobody asked for it. */
  private static void addUsual(
      Machine machine,
      Workstation here,
      Optional<String> passphrase,
      List<KeyPair> keys,
      List<String> tried) {
    for (String name : machine.usual().keyFiles()) {
      Path file = here.path(name);
      if (!Files.exists(file)) {
        continue;
      }
      try {
        keys.addAll(load(machine, file, name, passphrase));
        tried.add("key " + name);
      } catch (RemoteException e) {
        tried.add("not key " + name + " (it cannot be read without its passphrase)");
      }
    }
    if (keys.isEmpty()) {
      tried.add(
          "no private key (none of "
              + String.join(", ", machine.usual().keyFiles())
              + " can be used)");
    }
  }

  private static List<KeyPair> load(
      Machine machine, Path file, String name, Optional<String> passphrase) throws RemoteException {
    FilePasswordProvider provider =
        passphrase.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
    try (InputStream bytes = Files.newInputStream(file)) {
      List<KeyPair> keys = new ArrayList<>();
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(name), bytes, provider);
      if (found != null) {
        found.forEach(keys::add);
      }
      if (keys.isEmpty()) {
        throw Failures.keyUnreadable(machine, name, "It has no private key");
      }
      return keys;
    } catch (IOException e) {
      boolean absent = !Files.exists(file);
      throw Failures.keyUnreadable(
          machine, name, absent ? "There is no such file" : Failures.cause(e));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw Failures.keyUnreadable(machine, name, Failures.cause(e));
    }
  }

  private static Optional<String> secret(
      Machine machine, Optional<SecretSource> source, Secrets secrets)
      throws RemoteException, InterruptedException {
    if (source.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(secrets.read(source.get()));
    } catch (DiagnosticException e) {
      throw Failures.refused(machine, e.diagnostics().getFirst());
    }
  }
}
