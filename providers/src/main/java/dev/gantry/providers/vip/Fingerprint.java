package dev.gantry.providers.vip;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.host.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file in one line: the SHA-256 of its content, and its mode and owner where they are not {@code
 * root:root} and what they should be. Equal lines mean equal files.
 */
final class Fingerprint {
  private static final String OWNER = "root:root";

  private Fingerprint() {}

  /** Of a file that is to be written. */
  static String of(RemoteFile file) {
    try (InputStream content = file.content().open()) {
      return HexFormat.of().formatHex(sha256().digest(content.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a file that was found, where one of {@code mode} was to be. */
  static String of(HostReading.FileReading found, String mode) {
    boolean usual = octal(found.mode()) == octal(mode) && found.owner().equals(OWNER);
    return usual ? found.sha256() : found.sha256() + " " + found.mode() + " " + found.owner();
  }

  private static int octal(String mode) {
    return mode.isEmpty() ? 0 : Integer.parseInt(mode, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
