package dev.gantry.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.RemoteException;
import dev.gantry.resources.address.HostName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys as the real tools write them, and certificates of them. */
final class KeyFileTest {
  private static final HostName CP_1 = new HostName("cp-1");
  private static final String SECRET = "open sesame";

  @TempDir private Path home;

  @BeforeAll
  static void wantsTools() {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/ssh-keygen")) && Files.exists(Path.of("/usr/bin/openssl")),
        "skipped: there is no ssh-keygen or openssl on this machine");
  }

  /** Type and size; form; encrypted or not. */
  @ParameterizedTest
  @CsvSource({
    "ed25519, 256, RFC4716",
    "ecdsa, 256, RFC4716",
    "ecdsa, 521, RFC4716",
    "rsa, 2048, RFC4716",
    "ecdsa, 256, PEM",
    "ecdsa, 384, PEM",
    "rsa, 2048, PEM",
    "ecdsa, 256, PKCS8",
    "rsa, 2048, PKCS8",
  })
  void everyFormOpensWithItsPassphraseOnly(String type, String size, String form) throws Exception {
    for (String passphrase : List.of("", SECRET)) {
      Path file = home.resolve("key" + passphrase.length());
      keygen("-t", type, "-b", size, "-m", form, "-N", passphrase, "-f", file.toString());
      assertThat(publicKey(file, passphrase)).isEqualTo(written(file));
      if (!passphrase.isEmpty()) {
        assertThat(why(file, Optional.empty())).contains("encrypted, and no passphrase");
        assertThat(why(file, Optional.of("wrong"))).contains("the passphrase does not open it");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ED25519", "RSA"})
  void openSslsKeysAreRead(String algorithm) throws Exception {
    for (List<String> cipher :
        List.<List<String>>of(List.of(), List.of("-aes256", "-pass", "pass:" + SECRET))) {
      Path file = home.resolve("pkcs8" + cipher.size());
      List<String> argv =
          new ArrayList<>(
              List.of(
                  "openssl",
                  "genpkey",
                  "-quiet",
                  "-algorithm",
                  algorithm,
                  "-out",
                  file.toString()));
      argv.addAll(cipher);
      Tool.run(home, argv.toArray(String[]::new));
      assertThat(publicKey(file, cipher.isEmpty() ? "" : SECRET)).isNotEmpty();
    }
  }

  @Test
  void anEncryptedKeyLogsInWithItsPassphrase() throws Exception {
    keygen("-t", "ed25519", "-N", SECRET, "-f", home.resolve("key").toString());
    PublicKey user = PublicKeys.parse(Files.readString(home.resolve("key.pub"))).orElseThrow();
    try (TestServer server =
            new TestServer(TestServer.ED25519).letting(new KeyPair(user, null)).start();
        Fleet fleet = new Fleet(home).at(server.port()).withKey("key").withPassphrase(SECRET)) {
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
    }
  }

  @Test
  void severalKeysAreTriedInTheirOrderAndAllAreTold() throws Exception {
    TestServer.save(TestServer.OTHER_ED25519, home.resolve("first"));
    TestServer.save(TestServer.RSA, home.resolve("second"));
    Transcript told = new Transcript();
    try (TestServer server = new TestServer(TestServer.ED25519).letting(TestServer.RSA).start();
        Fleet fleet =
            new Fleet(home).at(server.port()).withKey("first").withMore("second").telling(told)) {
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
    }
    assertThat(told.text())
        .containsSubsequence(
            "connecting to 127.0.0.1 port",
            "the machine proved itself by ssh-ed25519 SHA256:",
            "login: offering key first",
            "login: key first (ssh-ed25519 SHA256:",
            "refused",
            "login: offering key second",
            "login: let in by key second (ssh-rsa SHA256:",
            "logged in as root");
  }

  @Test
  void aCertificateBesideTheKeyIsOfferedFirst() throws Exception {
    signed("key", "user", "-V", "+1h");
    Transcript told = new Transcript();
    try (TestServer server =
            new TestServer(TestServer.ED25519).lettingSignedBy(authority()).start();
        Fleet fleet = new Fleet(home).at(server.port()).withKey("key").telling(told)) {
      assertThat(fleet.open().on(CP_1).run(Command.of("true")).ok()).isTrue();
    }
    assertThat(told.text())
        .contains("login: let in by certificate key-cert.pub (ssh-ed25519-cert-v01@openssh.com");
  }

  @Test
  void aCertificateThatIsNamedMustBeUsable() throws Exception {
    signed("key", "late", "-V", "20200101:20200102");
    Files.move(home.resolve("key-cert.pub"), home.resolve("late-cert.pub"));
    keygen("-t", "ed25519", "-N", "", "-f", home.resolve("other").toString());
    keygen("-s", "ca", "-I", "other", "-n", "root", home.resolve("other.pub").toString());
    keygen(
        "-s",
        "ca",
        "-I",
        "host",
        "-h",
        "-n",
        "root",
        "-f",
        "ca",
        home.resolve("key.pub").toString());
    assertThat(detail("late-cert.pub")).contains("no longer valid since 2020-01-02");
    assertThat(detail("other-cert.pub")).contains("It is of another key");
    assertThat(detail("key-cert.pub")).contains("for hosts");
    assertThat(detail("nowhere")).contains("no OpenSSH certificate");
  }

  private String detail(String certificate) {
    try (Fleet fleet = new Fleet(home).withKey("key").withCertificate(certificate)) {
      RemoteException failure =
          Assertions.catchThrowableOfType(
              RemoteException.class, () -> fleet.open().on(CP_1).run(Command.of("true")));
      assertThat(failure.diagnostic().code()).isEqualTo("certificate-unusable");
      assertThat(failure.retryable()).isFalse();
      return failure.diagnostic().detail();
    }
  }

  private void signed(String key, String id, String... validity) throws Exception {
    keygen("-t", "ed25519", "-N", "", "-f", home.resolve("ca").toString());
    keygen("-t", "ed25519", "-N", "", "-f", home.resolve(key).toString());
    List<String> argv = new ArrayList<>(List.of("-s", "ca", "-I", id, "-n", "root"));
    argv.addAll(List.of(validity));
    argv.add(key + ".pub");
    keygen(argv.toArray(String[]::new));
  }

  private PublicKey authority() throws Exception {
    return PublicKeys.parse(Files.readString(home.resolve("ca.pub"))).orElseThrow();
  }

  private void keygen(String... arguments) throws Exception {
    List<String> argv = new ArrayList<>(List.of("ssh-keygen", "-q"));
    argv.addAll(List.of(arguments));
    Tool.run(home, argv.toArray(String[]::new));
  }

  private static String publicKey(Path file, String passphrase) {
    return switch (PrivateKeyFile.read(
        file, passphrase.isEmpty() ? Optional.empty() : Optional.of(passphrase))) {
      case PrivateKeyFile.Content.Opened opened ->
          PublicKeys.line(opened.pairs().getFirst().getPublic());
      case PrivateKeyFile.Content.Closed closed -> throw new AssertionError(closed.why());
    };
  }

  private static String written(Path file) throws Exception {
    return PublicKeys.line(
        PublicKeys.parse(Files.readString(Path.of(file + ".pub"))).orElseThrow());
  }

  private static String why(Path file, Optional<String> passphrase) {
    return switch (PrivateKeyFile.read(file, passphrase)) {
      case PrivateKeyFile.Content.Opened _ -> throw new AssertionError("it opened");
      case PrivateKeyFile.Content.Closed closed -> closed.why();
    };
  }
}
