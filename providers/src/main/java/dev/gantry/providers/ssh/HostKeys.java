package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.HostKeySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * Finds the keys by which one machine may prove itself (law 8). The first source that has any
 * decides: the configuration, then the state, then known_hosts. A person who writes a key into the
 * configuration has the last word; a line that some other tool added to known_hosts never overrides
 * the key that the state has pinned.
 */
final class HostKeys {
  private static final int USUAL_PORT = 22;
  private static final String REVOKED = "revoked";

  private HostKeys() {}

  /**
   * What is trusted of this machine.
   *
   * @throws RemoteException when a pinned key cannot be read
   */
  static HostKeyPolicy of(Machine machine, Workstation here) throws RemoteException {
    HostKeySpec spec = machine.ssh().hostKey();
    List<HostKeyPolicy.Trusted> trusted = new ArrayList<>();
    List<PublicKey> revoked = new ArrayList<>();
    for (String file : files(machine)) {
      readKnownHosts(machine, here.path(file), file, trusted, revoked);
    }
    if (spec.key().isPresent()) {
      trusted = List.of(pinned(machine, spec.key().get(), "the configuration"));
    } else if (machine.recordedKey().isPresent()) {
      trusted = List.of(pinned(machine, machine.recordedKey().get(), "the state"));
    } else if (spec.policy() == HostKeySpec.Policy.PIN) {
      throw Failures.refused(machine, missingPin(machine));
    }
    boolean acceptNew = spec.policy() == HostKeySpec.Policy.ACCEPT_NEW;
    return new HostKeyPolicy(machine, trusted, revoked, acceptNew);
  }

  /** The known_hosts files of this machine; the first is the one that is added to. */
  static List<String> files(Machine machine) {
    return machine.ssh().hostKey().knownHosts().map(List::of).orElse(machine.usual().knownHosts());
  }

  private static HostKeyPolicy.Trusted pinned(Machine machine, String text, String origin)
      throws RemoteException {
    Optional<PublicKey> key = parse(text);
    if (key.isEmpty()) {
      throw Failures.refused(
          machine,
          Diagnostic.error(
              "host-key-unreadable",
              "the host key of " + machine.title() + " in " + origin + " is not a public key",
              "It must look like a line of known_hosts without the host: `ssh-ed25519 AAAA…`. On"
                  + " the machine: cat /etc/ssh/ssh_host_ed25519_key.pub"));
    }
    return new HostKeyPolicy.Trusted(key.get(), origin);
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

  /** Reads line by line: a line that cannot be read, such as an unknown key type, is passed by. */
  private static void readKnownHosts(
      Machine machine,
      Path path,
      String name,
      List<HostKeyPolicy.Trusted> trusted,
      List<PublicKey> revoked)
      throws RemoteException {
    List<String> lines;
    try {
      lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw Failures.refused(
          machine,
          Diagnostic.error(
              "known-hosts-unreadable",
              "the file " + name + " cannot be read",
              e.getClass().getSimpleName()
                  + ". Make it readable, or name another file in"
                  + " "
                  + machine.field("hostKey.knownHosts")
                  + "."));
    }
    for (int number = 1; number <= lines.size(); number++) {
      Optional<KnownHostEntry> entry = entry(lines.get(number - 1));
      if (entry.isPresent() && matches(entry.get(), machine)) {
        add(entry.get(), name + ":" + number, trusted, revoked);
      }
    }
  }

  /** A revoked key is revoked for every port, as for OpenSSH a pattern such as {@code *} says. */
  private static boolean matches(KnownHostEntry entry, Machine machine) {
    return entry.isHostMatch(machine.address(), machine.port())
        || (REVOKED.equals(entry.getMarker()) && entry.isHostMatch(machine.address(), USUAL_PORT));
  }

  private static Optional<KnownHostEntry> entry(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(KnownHostEntry.parseKnownHostEntry(line));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void add(
      KnownHostEntry entry,
      String origin,
      List<HostKeyPolicy.Trusted> trusted,
      List<PublicKey> revoked) {
    Optional<PublicKey> key = resolve(entry.getKeyEntry());
    String marker = entry.getMarker();
    if (key.isEmpty()) {
      return;
    }
    if (marker == null || marker.isEmpty()) {
      trusted.add(new HostKeyPolicy.Trusted(key.get(), origin));
    } else if (marker.equals(REVOKED)) {
      revoked.add(key.get());
    }
  }

  /** A public key as known_hosts and {@code .pub} files write it; empty when it is none. */
  static Optional<PublicKey> parse(String text) {
    try {
      return resolve(PublicKeyEntry.parsePublicKeyEntry(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> resolve(PublicKeyEntry entry) {
    try {
      return Optional.ofNullable(
          entry.resolvePublicKey(null, null, PublicKeyEntryResolver.IGNORING));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
