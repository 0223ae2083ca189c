package dev.gantry.providers.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads a private key: OpenSSH's form, PKCS#1, PKCS#8 and SEC1, encrypted or not. */
final class PrivateKeyFile {
  private PrivateKeyFile() {}

  /** What a file turned out to be. */
  sealed interface Content {
    /** Private keys, at least one. */
    record Opened(List<KeyPair> pairs) implements Content {
      /** Never the private part. */
      @Override
      public String toString() {
        return "Opened[" + pairs.size() + "]";
      }
    }

    /** No usable key, and why; a sentence without its full stop. */
    record Closed(String why) implements Content {}
  }

  static Content read(Path file, Optional<String> passphrase) {
    Passphrase asked = new Passphrase(passphrase);
    try (var bytes = new ByteArrayInputStream(Files.readAllBytes(file))) {
      List<KeyPair> pairs = new ArrayList<>();
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(file.toString()), bytes, asked);
      if (found != null) {
        found.forEach(pairs::add);
      }
      return pairs.isEmpty()
          ? new Content.Closed("It has no private key that can be read")
          : new Content.Opened(pairs);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (!Files.exists(file)) {
        return new Content.Closed("There is no such file");
      }
      return new Content.Closed(asked.happened ? asked.wrong() : Failures.cause(e));
    }
  }

  /** Knows afterwards whether the file was encrypted: the library asks only then. */
  private static final class Passphrase implements FilePasswordProvider {
    private final Optional<String> text;
    private boolean happened;

    Passphrase(Optional<String> text) {
      this.text = text;
    }

    @Override
    public @Nullable String getPassword(
        @Nullable SessionContext session, NamedResource resource, int retries) {
      happened = true;
      return text.orElse(null);
    }

    String wrong() {
      return text.isPresent()
          ? "It is encrypted, and the passphrase does not open it"
          : "It is encrypted, and no passphrase is configured";
    }
  }
}
