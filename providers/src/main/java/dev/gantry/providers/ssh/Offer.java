package dev.gantry.providers.ssh;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/** One key, or certificate of a key, that a login may offer. */
sealed interface Offer {
  /** Where it is from, as a person knows it: {@code key ~/.ssh/id_ed25519}. */
  String name();

  /** What the machine is shown: the public key, or a certificate of it. */
  PublicKey shown();

  /** The same for one session. */
  PublicKeyIdentity identity(SignatureFactoriesManager algorithms, ClientSession session);

  /** Name and fingerprint. */
  default String title() {
    return name() + " (" + PublicKeys.fingerprint(shown()) + ")";
  }

  /** A key whose private part was read. */
  record OfFile(String name, KeyPair pair) implements Offer {
    @Override
    public PublicKey shown() {
      return pair.getPublic();
    }

    @Override
    public PublicKeyIdentity identity(SignatureFactoriesManager algorithms, ClientSession session) {
      return new KeyPairIdentity(algorithms, session, pair);
    }

    /** Never the private part. */
    @Override
    public String toString() {
      return title();
    }
  }

  /**
   * A key that the agent holds and signs with.
   *
   * @param held by what the agent knows it; the certificate may lie in a file here
   */
  record OfAgent(String name, PublicKey shown, PublicKey held, AgentSocket agent) implements Offer {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    @Override
    public PublicKeyIdentity identity(SignatureFactoriesManager algorithms, ClientSession session) {
      return new PublicKeyIdentity() {
        @Override
        @SuppressWarnings("NullAway") // the library's own form of a key that lies elsewhere
        public KeyPair getKeyIdentity() {
          return new KeyPair(shown, null);
        }

        @Override
        public Map.Entry<String, byte[]> sign(SessionContext context, String algorithm, byte[] data)
            throws Exception {
          boolean agentHasCertificate = held instanceof OpenSshCertificate;
          String plain = agentHasCertificate ? algorithm : algorithm.replace(CERTIFICATE, "");
          return Map.entry(algorithm, agent.sign(held, plain, data));
        }
      };
    }
  }
}
