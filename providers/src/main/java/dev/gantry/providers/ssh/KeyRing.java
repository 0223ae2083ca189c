package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Secrets;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.node.IdentitySpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys of this run, each read once however many machines it opens: an encrypted one costs a
 * third of a second to open, and its passphrase may come from a program. Safe for several threads.
 */
final class KeyRing {
  private final Workstation here;
  private final Secrets secrets;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<Wanted, Loaded> loaded = new LinkedHashMap<>();
  private final Map<AgentSocket, List<Offer.OfAgent>> agents = new LinkedHashMap<>();

  KeyRing(Workstation here, Secrets secrets) {
    this.here = here;
    this.secrets = secrets;
  }

  private record Wanted(IdentitySpec key, Optional<AgentSocket> agent) {}

  /** What became of a configured key. */
  sealed interface Loaded {
    /**
     * It can be offered: certificates of it first, as a machine that knows the authority need not
     * know the key.
     *
     * @param notes what a person may want to know
     */
    record Usable(List<Offer> offers, List<String> notes) implements Loaded {}

    /** It cannot be used. */
    record Broken(Diagnostic why) implements Loaded {}
  }

  /** One configured key: from its file, else the agent's of that public key. */
  Loaded key(IdentitySpec key, Optional<AgentSocket> agent) throws InterruptedException {
    reading.lockInterruptibly();
    try {
      Wanted wanted = new Wanted(key, agent);
      Loaded known = loaded.get(wanted);
      if (known == null) {
        known = load(key, agent);
        loaded.put(wanted, known);
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private Loaded load(IdentitySpec key, Optional<AgentSocket> agent) throws InterruptedException {
    try {
      Optional<String> passphrase = Optional.empty();
      if (key.passphrase().isPresent()) {
        passphrase = Optional.of(secrets.read(key.passphrase().get()));
      }
      return new KeyReading(here, key, held(agent)).load(passphrase);
    } catch (DiagnosticException e) {
      return new Loaded.Broken(e.diagnostics().getFirst());
    }
  }

  /** All that the agent holds, in its order. */
  List<Offer.OfAgent> ofAgent(Optional<AgentSocket> agent) throws InterruptedException {
    reading.lockInterruptibly();
    try {
      return held(agent);
    } finally {
      reading.unlock();
    }
  }

  /** An agent that does not answer holds nothing. */
  private List<Offer.OfAgent> held(Optional<AgentSocket> agent) {
    return agent.map(socket -> agents.computeIfAbsent(socket, KeyRing::ask)).orElse(List.of());
  }

  private static List<Offer.OfAgent> ask(AgentSocket socket) {
    try {
      return socket.held().stream()
          .map(
              one ->
                  new Offer.OfAgent(
                      "the agent's key " + one.comment(), one.key(), one.key(), socket))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
