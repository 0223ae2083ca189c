package dev.gantry.providers.encryptionkey;

import dev.gantry.providers.encryptionkey.FoundKeys.Found;
import dev.gantry.providers.facts.KeyedLines;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.Scripts;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SpecWriter;
import dev.gantry.resources.kinds.encryptionkey.EncryptionKeySpec;
import dev.gantry.resources.value.Sha256;
import dev.gantry.resources.value.Value;
import dev.gantry.state.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** By what keys are sealed, and when. */
  public record Sealing(Vault vault, Instant now) {}

  /**
   * All that the state is to have of it: what its keys say that every control plane has, so that
   * whatever differs there is drift. A key counts as made now, as no control plane knows when it
   * was.
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
    answers.forEach((host, answer) -> hosts.put(host.value(), found(host, answer)));
    FoundKeys found = new FoundKeys(hosts);
    KeyRing ring = found.ring(spec.resources());
    Map<String, byte[]> secrets = found.secrets();
    Deployed.Sums sums =
        new Deployed.Sums(
            Sha256.hex(KeyFile.of(ring, secrets)), Sha256.hex(KeyFile.history(ring, secrets)));
    return SpecWriter.write(spec)
        .with(KeyRing.NAME, sealed(ring, secrets, address, sealing).toValue())
        .with(Deployed.NAME, deployed(ring, sums, hosts.keySet()))
        .with(Rotation.NAME, Value.of(Rotation.NOT_DUE));
  }

  private static KeyRing sealed(
      KeyRing ring, Map<String, byte[]> secrets, ResourceAddress address, Sealing sealing) {
    KeyRing sealed = ring;
    for (var secret : secrets.entrySet()) {
      String name = secret.getKey();
      KeyRing.Key key = Optional.ofNullable(ring.keys().get(name)).orElseThrow();
      Vault.Place place = new Vault.Place(address, KeyRing.place(name));
      sealed =
          sealed.with(
              name,
              new KeyRing.Key(
                  key.provider(),
                  sealing.vault().seal(place, secret.getValue(), Optional.empty()),
                  key.fingerprint(),
                  sealing.now().truncatedTo(ChronoUnit.SECONDS)));
    }
    return sealed;
  }

  /** Nothing of a ring on its way: the next apply writes every file of it. */
  private static Value.Fields deployed(KeyRing ring, Deployed.Sums sums, Set<String> hosts) {
    Value.Fields deployed = Value.Fields.empty();
    if (ring.isAtRest()) {
      for (String host : hosts) {
        deployed = deployed.with(host, Deployed.expected(ring.revision(), Optional.of(sums)));
      }
    }
    return deployed;
  }

  private static Found found(HostName host, String answer) {
    KeyedLines said = KeyedLines.parse(answer);
    return new Found(
        said.first("file").map(text -> file(host, KeyFile.PATH, text)),
        said.first("history").map(text -> file(host, KeyFile.HISTORY, text)));
  }

  private static FoundFile file(HostName host, String path, String text) {
    return FoundFile.parse(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
        .orElseThrow(
            () ->
                new DiagnosticException(
                    Diagnostic.error(
                            "encryption-not-ours",
                            path + " of " + host + " is not as Gantry writes it",
                            "A key in it would be lost if it were passed over. If somebody edited"
                                + " it, bring back an earlier version from "
                                + KeyFile.VERSIONS
                                + ". Nothing was changed.")
                        .onHost(host.value())));
  }
}
