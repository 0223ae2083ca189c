package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SecretSource;
import dev.gantry.resources.kinds.node.IdentitySpec;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * What a login to one machine may try, in this order, and why in this order:
 *
 * <ol>
 *   <li>keys, as nothing secret leaves this machine. Configured ones are tried alone and in their
 *       order, each with its certificates first: sshd ends a login after a few keys (MaxAuthTries).
 *       Without any, those of the agent, then the usual files, as ssh does
 *   <li>the password, by the method of that name, then where the machine asks for it in words
 *       (keyboard-interactive); never by both once it was refused
 * </ol>
 *
 * @param notes what was not tried, and why; never a secret
 */
record Credentials(List<Offer> offers, Optional<String> password, List<String> notes) {
  Credentials {
    offers = List.copyOf(offers);
    notes = List.copyOf(notes);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "Credentials" + offers.stream().map(Offer::title).toList();
  }

  /**
   * Reads keys and secrets of this machine.
   *
   * @throws RemoteException when what the configuration names cannot be used; never retryable
   */
  static Credentials of(Machine machine, Workstation here, Secrets secrets, KeyRing ring)
      throws RemoteException, InterruptedException {
    Search search = new Search(machine, ring, AgentSocket.of(machine, here));
    if (machine.ssh().keys().isEmpty()) {
      search.usual(here);
    } else {
      search.configured();
    }
    Optional<String> password = secret(machine, machine.ssh().password(), secrets);
    return new Credentials(search.offers, password, search.notes);
  }

  /** Gathers the keys of one machine. */
  private static final class Search {
    private final Machine machine;
    private final KeyRing ring;
    private final Optional<AgentSocket> agent;
    private final List<Offer> offers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Search(Machine machine, KeyRing ring, Optional<AgentSocket> agent) {
      this.machine = machine;
      this.ring = ring;
      this.agent = agent;
    }

    void configured() throws RemoteException, InterruptedException {
      for (IdentitySpec key : machine.ssh().keys()) {
        switch (ring.key(key, agent)) {
          case KeyRing.Loaded.Broken broken -> throw Failures.refused(machine, broken.why());
          case KeyRing.Loaded.Usable usable -> add(usable);
        }
      }
    }

    /** A usual file that cannot be used is passed by, as ssh does: nobody asked for it. */
    void usual(Workstation here) throws InterruptedException {
      offers.addAll(ring.ofAgent(agent));
      List<String> files = machine.usual().keyFiles();
      for (String name : files) {
        if (!Files.exists(here.path(name))) {
          continue;
        }
        IdentitySpec key = new IdentitySpec(name, Optional.empty(), machine.ssh().passphrase());
        switch (ring.key(key, agent)) {
          case KeyRing.Loaded.Usable usable -> add(usable);
          case KeyRing.Loaded.Broken broken ->
              notes.add("key " + name + " is passed by: " + broken.why().detail());
        }
      }
      if (offers.isEmpty()) {
        notes.add(
            "no private key: the ssh-agent has none, and none of "
                + String.join(", ", files)
                + " can be used");
      }
    }

    private void add(KeyRing.Loaded.Usable usable) {
      notes.addAll(usable.notes());
      usable.offers().stream()
          .filter(offer -> offers.stream().noneMatch(other -> same(other, offer)))
          .forEach(offers::add);
    }
  }

  private static boolean same(Offer one, Offer other) {
    return KeyUtils.compareKeys(one.shown(), other.shown());
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
