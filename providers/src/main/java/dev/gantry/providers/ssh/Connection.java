package dev.gantry.providers.ssh;

import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;

/**
 * An open connection that has been let in.
 *
 * @param id names it on the machine: commands of a connection that was lost are told from others
 * @param hostKey the key that the machine showed, as in known_hosts
 * @param elevation how commands become root's
 */
record Connection(String id, ClientSession session, String hostKey, Elevation elevation) {
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
