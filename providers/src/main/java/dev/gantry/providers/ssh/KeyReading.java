package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Workstation;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kinds.node.IdentitySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * Reads one configured key and the certificates of it. In this order:
 *
 * <ol>
 *   <li>a public key chooses among the agent's keys, as IdentitiesOnly does
 *   <li>a private key is read; one that cannot be is the agent's to use, where its {@code .pub}
 *       file lies beside it
 *   <li>certificates go before their key: the named file, else the one beside the key, then those
 *       that the agent holds
 * </ol>
 *
 * @param held what the agent holds
 */
record KeyReading(Workstation here, IdentitySpec key, List<Offer.OfAgent> held) {
  private static final String PUBLIC = ".pub";

  /**
   * Reads it all.
   *
   * @throws DiagnosticException when what the configuration names cannot be used
   */
  KeyRing.Loaded load(Optional<String> passphrase) {
    List<Offer> keys = keys(passphrase);
    List<Offer> offers = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    fileCertificate(keys, notes).ifPresent(offers::add);
    held.stream()
        .filter(one -> UserCertificate.of(Optional.of(one.held()), keys).isGood())
        .forEach(offers::add);
    offers.addAll(keys);
    return new KeyRing.Loaded.Usable(offers, notes);
  }

  private List<Offer> keys(Optional<String> passphrase) {
    Path file = here.path(key.privateKey());
    Optional<PublicKey> chosen = publicKey(file);
    if (chosen.isPresent()) {
      return List.of(
          ofAgent(chosen.get())
              .orElseThrow(
                  () -> broken("It is a public key whose private part the ssh-agent lacks")));
    }
    return switch (PrivateKeyFile.read(file, passphrase)) {
      case PrivateKeyFile.Content.Opened opened ->
          opened.pairs().stream().<Offer>map(pair -> new Offer.OfFile(name(), pair)).toList();
      case PrivateKeyFile.Content.Closed closed ->
          List.of(
              publicKey(Path.of(file + PUBLIC))
                  .flatMap(this::ofAgent)
                  .orElseThrow(() -> broken(closed.why())));
    };
  }

  private Optional<Offer> ofAgent(PublicKey wanted) {
    return held.stream()
        .filter(one -> KeyUtils.compareKeys(one.held(), wanted))
        .findFirst()
        .map(one -> new Offer.OfAgent(name() + " by the agent", wanted, one.held(), one.agent()));
  }

  private Optional<Offer> fileCertificate(List<Offer> keys, List<String> notes) {
    String usual = withoutEnding(key.privateKey()) + "-cert.pub";
    String written = key.certificate().orElse(usual);
    Path file = here.path(written);
    if (key.certificate().isEmpty() && !Files.exists(file)) {
      return Optional.empty();
    }
    String name = "certificate " + written;
    return switch (UserCertificate.of(publicKey(file), keys)) {
      case UserCertificate.Good good -> Optional.of(certified(name, good));
      case UserCertificate.Bad bad -> {
        if (key.certificate().isPresent()) {
          throw unusable(written, bad.why());
        }
        notes.add(name + " is passed by: " + bad.why());
        yield Optional.empty();
      }
    };
  }

  private static Offer certified(String name, UserCertificate.Good good) {
    return switch (good.of()) {
      case Offer.OfFile own ->
          new Offer.OfFile(name, new KeyPair(good.certificate(), own.pair().getPrivate()));
      case Offer.OfAgent own ->
          new Offer.OfAgent(name, good.certificate(), own.held(), own.agent());
    };
  }

  private static DiagnosticException unusable(String written, String why) {
    return new DiagnosticException(
        Diagnostic.error(
            "certificate-unusable",
            "the certificate " + written + " cannot be used",
            why
                + ". Look at it: ssh-keygen -Lf "
                + written
                + ". Have the key signed again, or leave the certificate out."));
  }

  private DiagnosticException broken(String why) {
    String agent = held.isEmpty() ? "no ssh-agent holds a key" : "the ssh-agent does not have it";
    return new DiagnosticException(
        Diagnostic.error(
            "private-key-unreadable",
            "the private key " + key.privateKey() + " cannot be used",
            why
                + ", and "
                + agent
                + ". privateKey names an OpenSSH or PEM file, for an encrypted one with passphrase"
                + " beside it; or a .pub file whose key the ssh-agent has (ssh-add -l)."));
  }

  private String name() {
    return "key " + key.privateKey();
  }

  private static String withoutEnding(String name) {
    return name.endsWith(PUBLIC) ? name.substring(0, name.length() - PUBLIC.length()) : name;
  }

  private static Optional<PublicKey> publicKey(Path file) {
    try {
      return Files.exists(file) ? PublicKeys.parse(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
