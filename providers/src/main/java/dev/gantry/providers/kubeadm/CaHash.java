package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Shell;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/** Certificates of kubeadm's as they are on machines: PEM, and no secret. */
final class CaHash {
  private CaHash() {}

  /** The hash by which joining nodes know the cluster's authority, read on a control plane. */
  static String read(Shell shell) throws StepException, InterruptedException {
    String pem = shell.must("The cluster has no authority.", "cat", Paths.CA).stdout();
    return of(pem)
        .orElseThrow(
            () -> new IllegalStateException(Paths.CA + " holds no certificate that can be read"));
  }

  /** {@code sha256:} and the SHA-256 of the DER SubjectPublicKeyInfo (RFC 7469). */
  static Optional<String> of(String pem) {
    return certificate(pem)
        .map(certificate -> certificate.getPublicKey().getEncoded())
        .map(key -> "sha256:" + HexFormat.of().formatHex(sha256().digest(key)));
  }

  /** The first certificate of a PEM file. */
  static Optional<X509Certificate> certificate(String pem) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
