package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.kind.Durations;
import java.time.Duration;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;

/** The time limits of a machine's connections. */
final class Limits {
  /** How often a silent connection is asked for a sign of life until it counts as lost. */
  private static final int SIGNS = 4;

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private Limits() {}

  static Duration connect(Machine machine) {
    return parse(machine.ssh().timeouts().connect());
  }

  static Duration login(Machine machine) {
    return parse(machine.ssh().timeouts().login());
  }

  /** To be called before the login: the library reads it once then. */
  static void keepAlive(ClientSession session, Machine machine) {
    Duration interval = parse(machine.ssh().timeouts().idle()).dividedBy(SIGNS);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(
        session, interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(session, SIGNS);
  }

  /** The library reads zero as "for ever". */
  private static Duration parse(String written) {
    Duration limit = Durations.parse(written);
    return limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit;
  }
}
