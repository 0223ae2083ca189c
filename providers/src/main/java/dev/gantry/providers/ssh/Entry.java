package dev.gantry.providers.ssh;

import org.apache.sshd.client.session.ClientSession;

/**
 * An open connection that has been let in: to a jump host, or to a machine of which it is not known
 * yet how commands become root's.
 *
 * @param proof by what the machine proved itself
 */
record Entry(ClientSession session, Trusted proof) {
  boolean isOpen() {
    return session.isOpen() && !session.isClosing();
  }

  /** The same, as the state keeps it. */
  String hostKey() {
    return proof.identity();
  }
}
