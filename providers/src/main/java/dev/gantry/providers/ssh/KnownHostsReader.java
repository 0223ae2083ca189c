package dev.gantry.providers.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;

/**
 * What files in the form of sshd(8)'s known_hosts say of one machine. The library reads and matches
 * a line, hashed or not; which lines count is decided here, as OpenSSH does: its own verifier keeps
 * no line numbers for the error, and gives up a line for the name without the port.
 */
final class KnownHostsReader {
  private static final int USUAL_PORT = 22;

  private final String name;
  private final int port;
  private final List<Trusted> exact = new ArrayList<>();
  private final List<Trusted> withoutPort = new ArrayList<>();
  private final List<PublicKey> revoked = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Looks for a machine by the address as it is written in the configuration. */
  KnownHostsReader(String address, int port) {
    this.name = address.toLowerCase(Locale.ROOT);
    this.port = port;
  }

  /**
   * Reads one file more. A file that is not there says nothing. A line that cannot be read is
   * passed by, and told where nothing else is found.
   *
   * @param written the file as a person knows it, for origins
   */
  KnownHostsReader read(Path file, String written) throws IOException {
    if (!Files.exists(file)) {
      notes.add(written + " does not exist.");
      return this;
    }
    // Comments may be in any encoding; what matters is ASCII.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> lines = text.lines().toList();
    int before = exact.size() + withoutPort.size();
    for (int number = 1; number <= lines.size(); number++) {
      read(lines.get(number - 1), written + ":" + number);
    }
    if (exact.size() + withoutPort.size() == before) {
      notes.add(written + " has no line for " + pattern() + ".");
    }
    return this;
  }

  private void read(String line, String origin) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    Optional<KnownHostEntry> entry = entry(text);
    if (entry.isEmpty()) {
      notes.add("Line " + origin + " cannot be read.");
      return;
    }
    boolean here = entry.get().isHostMatch(name, port);
    boolean otherPort = !here && entry.get().isHostMatch(name, USUAL_PORT);
    if (here || otherPort) {
      add(entry.get(), here, origin);
    }
  }

  private void add(KnownHostEntry entry, boolean here, String origin) {
    Optional<PublicKey> key = PublicKeys.resolve(entry.getKeyEntry());
    if (key.isEmpty()) {
      notes.add("The key in " + origin + " cannot be read.");
      return;
    }
    String marker = entry.getMarker();
    switch (marker == null ? "" : marker) {
      case "revoked" -> revoked.add(key.get());
      case "" -> trust(new Trusted(key.get(), false, here, origin));
      case "cert-authority" -> trust(new Trusted(key.get(), true, here, origin));
      default -> notes.add("The mark @" + marker + " in " + origin + " is not known.");
    }
  }

  private void trust(Trusted found) {
    (found.certain() ? exact : withoutPort).add(found);
  }

  private static Optional<KnownHostEntry> entry(String line) {
    try {
      return Optional.ofNullable(KnownHostEntry.parseKnownHostEntry(line));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** What proves the machine; lines for its name without the port only where there is no other. */
  List<Trusted> trusted() {
    return exact.isEmpty() ? List.copyOf(withoutPort) : List.copyOf(exact);
  }

  /** What proves nothing any more, whatever else says so; a port makes no difference. */
  List<PublicKey> revoked() {
    return List.copyOf(revoked);
  }

  /** Where it was looked for, as sentences. */
  String searched() {
    return String.join(" ", notes);
  }

  private String pattern() {
    return port == USUAL_PORT ? name : "[" + name + "]:" + port;
  }
}
