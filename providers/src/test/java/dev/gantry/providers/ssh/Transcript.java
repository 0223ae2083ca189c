package dev.gantry.providers.ssh;

import dev.gantry.providers.host.ConnectionLog;
import dev.gantry.resources.address.HostName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the transport tells. */
final class Transcript implements ConnectionLog {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void step(HostName host, String what) {
    lines.add(host + ": " + what);
  }

  String text() {
    return String.join("\n", lines);
  }
}
