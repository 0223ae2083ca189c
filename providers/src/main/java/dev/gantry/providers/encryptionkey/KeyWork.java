package dev.gantry.providers.encryptionkey;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.engine.spi.Subject;
import dev.gantry.providers.kubeadm.EncryptedCluster;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.state.Vault;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the steps of one change share: the cluster, and the keyring as it is by now. Safe for use by
 * several threads: only steps in their turn change the keyring.
 */
final class KeyWork {
  private final Tools tools;
  private final Subject<EncryptionKeySpec> subject;
  private final AtomicReference<Optional<KeyRing>> ring;

  KeyWork(Tools tools, Subject<EncryptionKeySpec> subject, Optional<KeyRing> ring) {
    this.tools = tools;
    this.subject = subject;
    this.ring = new AtomicReference<>(ring);
  }

  Tools tools() {
    return tools;
  }

  ResourceAddress address() {
    return subject.address();
  }

  /** The cluster as it is by the time that a step runs. */
  EncryptedCluster cluster() throws StepException {
    String name = subject.spec().controlPlane();
    return EncryptedCluster.of(tools.remotes(), name, subject.desired())
        .or(() -> EncryptedCluster.of(tools.remotes(), name, subject.known()))
        .orElseThrow(
            () ->
                new StepException(
                    Diagnostic.error(
                        "no-control-plane",
                        "ControlPlane/"
                            + name
                            + " is neither in the configuration nor in the state",
                        "If the cluster is gone: gantry state rm " + subject.address()),
                    false));
  }

  KeyRing ring() {
    return ring.get().orElseThrow();
  }

  /** The keyring is another from now on, and on disk when the step ends. */
  void now(KeyRing next, StepContext context) {
    ring.set(Optional.of(next));
    context.output(KeyRing.NAME, next.toValue());
  }

  /** Runs something with the bytes of all keys, which are gone afterwards. */
  <T> T withKeys(Vault vault, WithKeys<T> work) throws StepException, InterruptedException {
    Map<String, byte[]> secrets = new TreeMap<>();
    try {
      ring()
          .keys()
          .forEach(
              (name, key) ->
                  secrets.put(
                      name,
                      vault.open(new Vault.Place(address(), KeyRing.place(name)), key.secret())));
      return work.run(secrets);
    } finally {
      secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
    }
  }

  /** What needs the bytes of keys. */
  @FunctionalInterface
  interface WithKeys<T> {
    T run(Map<String, byte[]> secrets) throws StepException, InterruptedException;
  }
}
