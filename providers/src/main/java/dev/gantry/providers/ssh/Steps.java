package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.resources.address.HostName;

/** Tells the steps of one connection, wherever on its way they are. */
record Steps(ConnectionLog log, HostName host) {
  void step(String what) {
    log.step(host, what);
  }
}
