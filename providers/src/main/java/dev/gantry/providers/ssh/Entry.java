package dev.gantry.providers.ssh;

import java.security.PublicKey;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * An open connection that has been let in: to a jump host, or to a machine of which it is not known
 * yet how commands become root's.
 *
 * @param key the host key that was accepted
 */
record Entry(ClientSession session, PublicKey key) {
  boolean isOpen() {
    return session.isOpen() && !session.isClosing();
  }

  /** The host key, as in known_hosts. */
  String hostKey() {
    return PublicKeyEntry.toString(key);
  }
}
