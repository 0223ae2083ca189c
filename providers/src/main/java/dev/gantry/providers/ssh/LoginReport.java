package dev.gantry.providers.ssh;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Hears what one login tries and what the machine says to each; never a secret. Called by the
 * transport's threads, one at a time, and read when the login has ended.
 */
final class LoginReport implements PublicKeyAuthenticationReporter, PasswordAuthenticationReporter {
  private static final String PASSWORD = "the password";

  private final Credentials credentials;
  private final Steps log;
  private final List<String> said = new ArrayList<>();
  private List<String> methods = List.of();
  private boolean passwordRefused;

  LoginReport(Credentials credentials, Steps log) {
    this.credentials = credentials;
    this.log = log;
    credentials.notes().forEach(note -> log.step("login: " + note));
    said.addAll(credentials.notes());
  }

  /** Each try with its answer, in order. */
  synchronized List<String> said() {
    return List.copyOf(said);
  }

  /** By which methods the machine said that one may go on; empty before it said so. */
  synchronized List<String> methods() {
    return methods;
  }

  /** Whether the password was refused as such: it is not tried again in another way. */
  synchronized boolean passwordRefused() {
    return passwordRefused;
  }

  /** A step that only {@code --verbose} tells. */
  void note(String what) {
    log.step("login: " + what);
  }

  /** Something was tried, with this answer. */
  synchronized void tell(String what, String answer) {
    log.step("login: " + what + ": " + answer);
    said.add(what + ": " + answer);
  }

  @Override
  public void signalAuthenticationAttempt(
      ClientSession session, String service, KeyPair identity, String signature) {
    log.step("login: offering " + title(identity) + " by " + signature);
  }

  @Override
  public void signalSignatureAttempt(
      ClientSession session, String service, KeyPair identity, String algorithm, byte[] signature) {
    log.step("login: the machine knows " + title(identity) + "; signed");
  }

  /** Neither keys nor passwords are left; the last answer was heard already. */
  @Override
  public void signalAuthenticationExhausted(ClientSession session, String service) {}

  @Override
  public void signalIdentitySkipped(ClientSession session, String service, KeyPair identity) {
    tell(title(identity), "passed by, its type is not used any more");
  }

  @Override
  public void signalAuthenticationSuccess(
      ClientSession session, String service, @Nullable KeyPair identity) {
    log.step("login: let in by " + title(identity));
  }

  @Override
  public void signalAuthenticationFailure(
      ClientSession session,
      String service,
      @Nullable KeyPair identity,
      boolean partial,
      List<String> serverMethods) {
    answered(title(identity), partial, serverMethods);
  }

  @Override
  public void signalAuthenticationAttempt(
      ClientSession session, String service, String old, boolean modified, String fresh) {
    log.step("login: sending " + PASSWORD);
  }

  @Override
  public void signalAuthenticationSuccess(ClientSession session, String service, String password) {
    log.step("login: let in by " + PASSWORD);
  }

  @Override
  public synchronized void signalAuthenticationFailure(
      ClientSession session,
      String service,
      String password,
      boolean partial,
      List<String> serverMethods) {
    passwordRefused |= !partial;
    answered(PASSWORD, partial, serverMethods);
  }

  /** The machine said no, or not yet, to what was tried. */
  synchronized void answered(String what, boolean partial, List<String> serverMethods) {
    methods = List.copyOf(serverMethods);
    tell(what, partial ? "right, but the machine wants more" : "refused");
  }

  private String title(@Nullable KeyPair identity) {
    return Optional.ofNullable(identity)
        .flatMap(
            pair ->
                credentials.offers().stream()
                    .filter(offer -> offer.shown().equals(pair.getPublic()))
                    .findFirst())
        .map(Offer::title)
        .orElse("a key");
  }
}
