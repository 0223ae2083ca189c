package dev.gantry.providers.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.password.RejectAllPasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** An sshd on the loopback address that runs what it is sent in a real /bin/sh. */
final class TestServer implements AutoCloseable {
  static final KeyPair ED25519 = key("ssh-ed25519", 256);
  static final KeyPair OTHER_ED25519 = key("ssh-ed25519", 256);
  static final KeyPair RSA = key("ssh-rsa", 2048);

  private final SshServer server = SshServer.setUpDefaultServer();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger logins = new AtomicInteger();
  final AtomicInteger asked = new AtomicInteger();
  final List<String> offered = new CopyOnWriteArrayList<>();

  private volatile int dropped;

  TestServer(KeyPair... hostKeys) {
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    server.setPublickeyAuthenticator(RejectAllPublickeyAuthenticator.INSTANCE);
    server.setPasswordAuthenticator(RejectAllPasswordAuthenticator.INSTANCE);
    server.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
    server.setCommandFactory(
        (channel, line) ->
            new ProcessShellFactory(line, "/bin/sh", "-c", line).createShell(channel));
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            if (connections.incrementAndGet() <= dropped) {
              session.close(true);
            }
          }
        });
  }

  /** Hangs up on the first connections, as sshd does above its MaxStartups. */
  TestServer dropping(int count) {
    dropped = count;
    return this;
  }

  /** Lets this key in. */
  TestServer letting(KeyPair user) {
    server.setPublickeyAuthenticator(
        (_, key, _) -> {
          logins.incrementAndGet();
          offered.add(PublicKeyEntry.toString(key));
          return KeyUtils.compareKeys(key, user.getPublic());
        });
    return this;
  }

  /** Forwards to wherever it is asked to, as a jump host does. */
  TestServer forwarding() {
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    return this;
  }

  /** Lets this password in. */
  TestServer lettingPassword(String right) {
    server.setPasswordAuthenticator(
        (_, password, _) -> {
          logins.incrementAndGet();
          return password.equals(right);
        });
    return this;
  }

  /** Asks one question in words (keyboard-interactive) only, and lets this answer in. */
  TestServer asking(String right, String prompt) {
    server.setPasswordAuthenticator(null);
    server.setKeyboardInteractiveAuthenticator(
        new KeyboardInteractiveAuthenticator() {
          @Override
          public InteractiveChallenge generateChallenge(
              ServerSession session, String user, String language, String methods) {
            asked.incrementAndGet();
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.setInteractionName("test");
            challenge.addPrompt(prompt, false);
            return challenge;
          }

          @Override
          public boolean authenticate(ServerSession session, String user, List<String> answers) {
            logins.incrementAndGet();
            return answers.equals(List.of(right));
          }
        });
    return this;
  }

  /** Lets in who has a certificate by this authority; the library checks the rest of it. */
  TestServer lettingSignedBy(PublicKey authority) {
    server.setPublickeyAuthenticator(
        (_, key, _) ->
            key instanceof OpenSshCertificate certificate
                && KeyUtils.compareKeys(certificate.getCaPubKey(), authority));
    return this;
  }

  /** Shows this certificate, too, of one of its keys. */
  TestServer certified(OpenSshCertificate certificate) {
    server.setHostKeyCertificateProvider(_ -> List.of(certificate));
    return this;
  }

  TestServer start() throws IOException {
    server.start();
    return this;
  }

  /** Starts on the port that another server had. */
  TestServer startOn(int port) throws IOException {
    server.setPort(port);
    return start();
  }

  int port() {
    return server.getPort();
  }

  /** Cuts every connection, as a link that breaks. */
  void cut() {
    List.copyOf(server.getActiveSessions()).forEach(session -> session.close(true));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  static String line(KeyPair key) {
    return PublicKeyEntry.toString(key.getPublic());
  }

  /** Writes a private key as ssh-keygen does. */
  static Path save(KeyPair key, Path file) throws Exception {
    try (var out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
    }
    return file;
  }

  private static KeyPair key(String type, int size) {
    try {
      return KeyUtils.generateKeyPair(type, size);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
