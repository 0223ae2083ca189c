package dev.gantry.providers.encryptionkey;

import dev.gantry.providers.encryptionkey.FoundKeys.Found;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Sha256;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An EncryptionKey's attributes for a state that was lost, from what its control planes have. */
public final class RecoveredKeys {
  private static final String PROGRAM = Scripts.beside(RecoveredKeys.class, "files.sh");

  private RecoveredKeys() {}

  /** Reads a control plane's files with keys. What it prints is a secret; it changes nothing. */
  public static Command question() {
    return Command.script(PROGRAM, List.of(KeyFile.PATH, KeyFile.HISTORY));
  }

  /**
   * The attributes {@code keyring} and {@code deployStatus}, keys sealed. A key counts as made now,
   * as no control plane knows when it was.
   *
   * @param answers to {@link #question}, of every control plane
   * @throws DiagnosticException when the control planes do not have the files of one keyring, or
   *     the vault does not seal
   */
  public static Value.Fields attributes(
      ResourceAddress address,
      EncryptionKeySpec spec,
      SortedMap<HostName, String> answers,
      Sealing sealing) {
    SortedMap<String, Found> hosts = new TreeMap<>();
    answers.forEach((host, answer) -> hosts.put(host.value(), found(KeyedLines.parse(answer))));
    FoundKeys.Ring ring = new FoundKeys(hosts).ring(spec.resources());
    Map<String, byte[]> secrets = FoundKeys.secrets(ring);
    try {
      Map<String, Value.Sealed> seals = new TreeMap<>();
      secrets.forEach(
          (name, secret) ->
              seals.put(
                  name,
                  sealing
                      .vault()
                      .seal(
                          new Vault.Place(address, KeyRing.place(name)),
                          secret,
                          Optional.empty())));
      return Value.Fields.empty()
          .with(KeyRing.NAME, ring.sealed(seals, sealing.now()).toValue())
          .with(Deployed.NAME, deployed(KeyFile.of(ring.outline(), secrets), ring, hosts));
    } finally {
      secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
    }
  }

  /** By what keys are sealed, and when. */
  public record Sealing(Vault vault, Instant now) {}

  private static Found found(KeyedLines said) {
    return new Found(file(said, "file"), file(said, "history"));
  }

  private static Optional<FoundFile> file(KeyedLines said, String name) {
    return said.first(name)
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
        .flatMap(FoundFile::parse);
  }

  /** Those that have the file of the ring's phase are of its revision. */
  private static Value.Fields deployed(
      String text, FoundKeys.Ring ring, SortedMap<String, Found> hosts) {
    SortedMap<String, Value> deployed = new TreeMap<>();
    hosts.forEach(
        (host, found) -> {
          if (found.file().filter(file -> file.text().equals(text)).isPresent()) {
            deployed.put(
                host,
                Value.Fields.empty()
                    .with("revision", Value.of(ring.revision()))
                    .with("file", Value.of(Sha256.hex(text))));
          }
        });
    return new Value.Fields(deployed);
  }
}
