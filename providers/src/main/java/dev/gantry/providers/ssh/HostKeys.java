package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RecordedKey;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.HostKeySpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds by what one machine may prove itself (law 8). The first source that has anything decides:
 * the configuration, then the state or the reviewed plan, then known_hosts. A person who writes a
 * key into the configuration has the last word; a line that some other tool added to known_hosts
 * never overrides the key that the state has pinned. What known_hosts revokes is revoked for all.
 */
final class HostKeys {
  /** Read beside the person's own, unless the configuration names a file. */
  private static final String SYSTEM_FILE = "/etc/ssh/ssh_known_hosts";

  private HostKeys() {}

  /**
   * What is trusted of this machine.
   *
   * @throws RemoteException when a pinned key or a known_hosts file cannot be read
   */
  static HostKeyPolicy of(Machine machine, Workstation here) throws RemoteException {
    HostKeySpec spec = machine.ssh().hostKey();
    KnownHostsReader known = knownHosts(machine, here);
    List<Trusted> trusted = known.trusted();
    Optional<RecordedKey> recorded = machine.recordedKey();
    if (spec.key().isPresent()) {
      trusted = List.of(pinned(machine, spec.key().get(), "the configuration"));
    } else if (recorded.isPresent()) {
      trusted = List.of(pinned(machine, recorded.get().line(), recorded.get().origin()));
    } else if (spec.policy() == HostKeySpec.Policy.PIN) {
      throw Failures.refused(machine, missingPin(machine));
    }
    boolean acceptNew = spec.policy() == HostKeySpec.Policy.ACCEPT_NEW;
    return new HostKeyPolicy(machine, trusted, known.revoked(), acceptNew, known.searched());
  }

  /** The known_hosts files of a person; the first is the one that is added to. */
  static List<String> files(Machine machine) {
    return machine.ssh().hostKey().knownHosts().map(List::of).orElse(machine.usual().knownHosts());
  }

  private static KnownHostsReader knownHosts(Machine machine, Workstation here)
      throws RemoteException {
    List<String> files = new ArrayList<>(files(machine));
    if (machine.ssh().hostKey().knownHosts().isEmpty()) {
      files.add(SYSTEM_FILE);
    }
    KnownHostsReader known = new KnownHostsReader(machine.address(), machine.port());
    for (String file : files) {
      try {
        known.read(here.path(file), file);
      } catch (IOException e) {
        throw Failures.refused(machine, unreadable(machine, file, e));
      }
    }
    return known;
  }

  private static Diagnostic unreadable(Machine machine, String file, IOException cause) {
    return Diagnostic.error(
        "known-hosts-unreadable",
        "the file " + file + " cannot be read",
        cause.getClass().getSimpleName()
            + ". Make it readable, or name another file in "
            + machine.field("hostKey.knownHosts")
            + ".");
  }

  private static Trusted pinned(Machine machine, String text, String origin)
      throws RemoteException {
    Optional<Trusted> key = Trusted.parse(text, origin);
    if (key.isEmpty()) {
      throw Failures.refused(
          machine,
          Diagnostic.error(
              "host-key-unreadable",
              "the host key of " + machine.title() + " in " + origin + " is not a public key",
              "It must look like a line of known_hosts without the host: `ssh-ed25519 AAAA…`, or"
                  + " `@cert-authority ssh-ed25519 AAAA…`. On the machine: cat"
                  + " /etc/ssh/ssh_host_ed25519_key.pub"));
    }
    return key.get();
  }

  private static Diagnostic missingPin(Machine machine) {
    return Diagnostic.error(
        "host-key-missing",
        machine.title() + " has hostKey.policy pin, but no key",
        "Set "
            + machine.field("hostKey.key")
            + " to the machine's public host key. On the machine: cat"
            + " /etc/ssh/ssh_host_ed25519_key.pub");
  }
}
