package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** Why a machine is not believed, told with both fingerprints and what to do next (law 8). */
record HostKeyRefusals(Machine machine, List<Trusted> trusted) {
  Diagnostic changed(PublicKey shown) {
    return Diagnostic.error(
        "host-key-changed",
        "the host key of " + machine.title() + " has changed; nothing was sent to it",
        """
        Expected:
        %s
        Shown by %s:
          %s
        Someone may be between you and the machine, or it was reinstalled. Look at the machine's \
        console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub). If the new key is right, %s, \
        and plan again."""
            .formatted(expected(), target(), PublicKeys.fingerprint(shown), mend()));
  }

  /** Where every trusted key is an authority's, and the machine has no certificate by one. */
  Diagnostic uncertified(PublicKey shown) {
    String what =
        shown instanceof OpenSshCertificate certificate
            ? "a certificate by another authority, "
                + PublicKeys.fingerprint(certificate.getCaPubKey())
            : "a key without a certificate, " + PublicKeys.fingerprint(shown);
    return Diagnostic.error(
        "host-key-uncertified",
        machine.title() + " has no certificate of a known authority; nothing was sent to it",
        """
        Expected:
        %s
        Shown by %s:
          %s
        Have the machine's key signed (ssh-keygen -s CA -h -n %s …, HostCertificate in its \
        sshd_config), or set %s to the machine's own key."""
            .formatted(
                expected(), target(), what, machine.address(), machine.field("hostKey.key")));
  }

  Diagnostic unknown(PublicKey shown, String searched) {
    return Diagnostic.error(
        "host-key-unknown",
        "the host key of " + machine.title() + " is not known; nothing was sent to it",
        """
        %s shows %s, and the policy is strict. %s Compare the fingerprint on the machine's \
        console, then set %s, or add the key to known_hosts (ssh-keyscan -p %d %s), or use the \
        policy accept-new."""
            .formatted(
                target(),
                PublicKeys.fingerprint(shown),
                searched,
                machine.field("hostKey.key"),
                machine.port(),
                machine.address()));
  }

  Diagnostic revoked(PublicKey shown) {
    return Diagnostic.error(
        "host-key-revoked",
        "the host key of " + machine.title() + " is revoked; nothing was sent to it",
        """
        %s shows %s, which known_hosts marks @revoked, or its authority. Give the machine a new \
        host key."""
            .formatted(target(), PublicKeys.fingerprint(shown)));
  }

  /** The transport found a certificate that its authority would not stand by. */
  static Diagnostic certificate(Machine machine, String cause) {
    return Diagnostic.error(
        "host-certificate-refused",
        "the host certificate of " + machine.title() + " is not valid; nothing was sent to it",
        cause
            + ". It must be a host certificate for the name "
            + machine.address()
            + ", valid now. Look at it on the machine: ssh-keygen -Lf"
            + " /etc/ssh/ssh_host_ed25519_key-cert.pub");
  }

  private String expected() {
    return trusted.stream()
        .map(known -> "  " + known.shown())
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /** The way that fits the place in which the old key stands. */
  private String mend() {
    boolean inFile = trusted.stream().allMatch(known -> known.origin().matches(".*:[0-9]+"));
    return inFile
        ? ("take the old one out (ssh-keygen -R '%s' -f %s), or set %s to the content of that"
                + " .pub file")
            .formatted(
                KnownHostHashValue.createHostPattern(machine.address(), machine.port()),
                trusted.getFirst().origin().replaceFirst(":[0-9]+$", ""),
                machine.field("hostKey.key"))
        : "set " + machine.field("hostKey.key") + " to the content of that .pub file";
  }

  private String target() {
    return machine.address() + " port " + machine.port();
  }
}
