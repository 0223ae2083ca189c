package dev.gantry.providers.ssh;

import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractive;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * The ways to log in, in the order in which {@link Credentials} tells why they are tried. They are
 * the whole client's, as a session asks for them before anybody could set its own; what each may
 * use is found by the attempt's {@link Handshake}.
 */
final class LoginMethods {
  private LoginMethods() {}

  static List<UserAuthFactory> inOrder() {
    return List.of(new OfferedKeys(), UserAuthPasswordFactory.INSTANCE, new AskedPassword());
  }

  /**
   * Just the keys that the credentials offer, in their order: the library would try every key of
   * the agent before every key of a file.
   */
  private static final class OfferedKeys extends UserAuthPublicKeyFactory {
    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) {
      return new UserAuthPublicKey(getSignatureFactories()) {
        @Override
        protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
            ClientSession open, SignatureFactoriesManager algorithms) {
          return Handshake.of(open).stream()
              .flatMap(attempt -> attempt.credentials().offers().stream())
              .map(offer -> offer.identity(algorithms, open))
              .iterator();
        }
      };
    }
  }

  /** Keyboard-interactive, where there is an answer: a machine may send codes to who only asks. */
  private static final class AskedPassword extends UserAuthKeyboardInteractiveFactory {
    @Override
    public UserAuthKeyboardInteractive createUserAuth(ClientSession session) {
      return new UserAuthKeyboardInteractive() {
        @Override
        protected boolean sendAuthDataRequest(ClientSession open, String service) throws Exception {
          boolean answers =
              Handshake.of(open)
                  .filter(attempt -> attempt.credentials().password().isPresent())
                  .filter(attempt -> !attempt.report().passwordRefused())
                  .isPresent();
          return answers && super.sendAuthDataRequest(open, service);
        }

        @Override
        public void signalAuthMethodFailure(
            ClientSession open,
            String service,
            boolean partial,
            List<String> serverMethods,
            Buffer buffer) {
          Handshake.of(open)
              .ifPresent(attempt -> attempt.report().answered(getName(), partial, serverMethods));
        }
      };
    }
  }
}
