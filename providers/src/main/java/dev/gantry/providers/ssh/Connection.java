package dev.gantry.providers.ssh;

import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;

/**
 * An open connection that has been let in.
 *
 * @param hostKey the key that the machine showed, as in known_hosts
 * @param privilege how commands become root's
 */
record Connection(ClientSession session, String hostKey, Privilege privilege) {
  /** How commands become root's. */
  enum Privilege {
    /** The login is root's. */
    ROOT,
    /** By {@code sudo -n}. */
    SUDO
  }

  boolean isOpen() {
    return session.isOpen() && !session.isClosing();
  }

  void close() {
    try {
      session.close();
    } catch (IOException e) {
      session.close(true);
    }
  }
}
