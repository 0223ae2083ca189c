package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * Judges the key or certificate that a machine shows. Pure: the same policy and key give the same
 * verdict. In this order:
 *
 * <ol>
 *   <li>what is revoked, key or authority, proves nothing
 *   <li>a certificate proves by its authority; the transport has checked its signature, its type,
 *       its names and its time
 *   <li>a key proves when it is a trusted one
 *   <li>another key is a changed key where one is known for certain. Where an authority is known, a
 *       bare key is refused too: whoever has no certificate could show that
 *   <li>where nothing is known, the first contact is accepted or not, as the configuration says
 * </ol>
 *
 * @param trusted any of them proves the machine
 * @param acceptNew whether a machine of which nothing is known may show any key
 * @param searched where nothing was found, for the error about an unknown key
 */
record HostKeyPolicy(
    Machine machine,
    List<Trusted> trusted,
    List<PublicKey> revoked,
    boolean acceptNew,
    String searched) {
  HostKeyPolicy {
    trusted = List.copyOf(trusted);
    revoked = List.copyOf(revoked);
  }

  /** What a machine's proof was worth. */
  sealed interface Verdict {
    /**
     * It is the machine.
     *
     * @param proof by which it will be known from now on
     */
    record Proven(Trusted proof) implements Verdict {}

    /** It may be any machine: nothing more is sent to it. */
    record Refused(Diagnostic reason) implements Verdict {}
  }

  /** The same policy once a machine has proved itself: nothing but that proof will do any more. */
  HostKeyPolicy pinned(Trusted proof) {
    return trusted.stream().anyMatch(Trusted::certain)
        ? this
        : new HostKeyPolicy(machine, List.of(proof), revoked, false, searched);
  }

  /** Whether it was the first contact that gave this proof, and nothing else is known. */
  boolean isFirstContact(Trusted proof) {
    return trusted.stream().noneMatch(known -> known.identity().equals(proof.identity()));
  }

  /** Whether what the machine shows proves it, and if not, why. */
  Verdict judge(PublicKey shown) {
    Optional<PublicKey> authority =
        shown instanceof OpenSshCertificate certificate
            ? Optional.of(certificate.getCaPubKey())
            : Optional.empty();
    PublicKey key =
        shown instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : shown;
    HostKeyRefusals refusals = new HostKeyRefusals(machine, trusted);
    if (isRevoked(key) || authority.filter(this::isRevoked).isPresent()) {
      return new Verdict.Refused(refusals.revoked(key));
    }
    Optional<Trusted> proof = authority.flatMap(ca -> find(ca, true)).or(() -> find(key, false));
    if (proof.isPresent()) {
      return new Verdict.Proven(proof.get());
    }
    if (trusted.stream().anyMatch(Trusted::certain)) {
      return new Verdict.Refused(
          onlyAuthorities() ? refusals.uncertified(shown) : refusals.changed(key));
    }
    return acceptNew
        ? new Verdict.Proven(new Trusted(key, false, true, "this run's first contact"))
        : new Verdict.Refused(refusals.unknown(key, searched));
  }

  private boolean isRevoked(PublicKey key) {
    return revoked.stream().anyMatch(bad -> KeyUtils.compareKeys(bad, key));
  }

  private Optional<Trusted> find(PublicKey key, boolean authority) {
    return trusted.stream()
        .filter(known -> known.authority() == authority && KeyUtils.compareKeys(known.key(), key))
        .findFirst();
  }

  private boolean onlyAuthorities() {
    return trusted.stream().filter(Trusted::certain).allMatch(Trusted::authority);
  }

  /**
   * The host key algorithms to ask for, best first: certificates where an authority is known and
   * never else, as the transport would ask for them first and a host that has one would then never
   * show the key that is known; then those of the trusted keys, so that a machine whose ed25519 key
   * is pinned is not refused because it also has an RSA key; then all others.
   *
   * @param supported what the transport would ask for by itself
   */
  List<String> order(List<String> supported) {
    SequencedSet<String> ordered = new LinkedHashSet<>();
    if (trusted.stream().anyMatch(Trusted::authority)) {
      supported.stream().filter(KeyUtils::isCertificateAlgorithm).forEach(ordered::add);
    }
    trusted.stream()
        .filter(known -> !known.authority())
        .flatMap(known -> algorithms(KeyUtils.getKeyType(known.key())).stream())
        .filter(supported::contains)
        .forEach(ordered::add);
    supported.stream().filter(name -> !KeyUtils.isCertificateAlgorithm(name)).forEach(ordered::add);
    return new ArrayList<>(ordered);
  }

  /** An RSA key signs by SHA-2 (RFC 8332); every other type names its only algorithm. */
  private static List<String> algorithms(String type) {
    return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
  }
}
