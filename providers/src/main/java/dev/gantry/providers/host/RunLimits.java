package dev.gantry.providers.host;

import java.time.Duration;

/**
 * What a run may take of the network, and how long it waits for it.
 *
 * @param uploads large files on their way at once, over all hosts; at least 1
 * @param reconnect how long a machine that answered before may be away, as for a reboot, until the
 *     step that needs it fails
 */
public record RunLimits(int uploads, Duration reconnect) {
  /** Large files at once, unless told otherwise. */
  public static final int UPLOADS = 5;

  /** Most servers boot in this time. */
  public static final Duration RECONNECT = Duration.ofMinutes(4);

  /** Five uploads, four minutes. */
  public static RunLimits usual() {
    return new RunLimits(UPLOADS, RECONNECT);
  }
}
