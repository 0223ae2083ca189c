package dev.gantry.providers.ssh;

import dev.gantry.providers.host.Machine;
import dev.gantry.resources.kind.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** The time limits of a machine's connections. */
final class Limits {
  /** How often a silent connection is asked for a sign of life. The next time it counts as lost. */
  private static final int SIGNS = 4;

  private static final AttributeKey<Duration> IDLE = new AttributeKey<>();
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private Limits() {}

  static Duration connect(Machine machine) {
    return parse(machine.ssh().timeouts().connect());
  }

  static Duration login(Machine machine) {
    return parse(machine.ssh().timeouts().login());
  }

  /** A context that also tells the new session how long its other side may be silent. */
  static AttributeRepository context(AttributeRepository context, Machine machine) {
    Duration idle = parse(machine.ssh().timeouts().idle());
    return new AttributeRepository() {
      @Override
      public int getAttributesCount() {
        return context.getAttributesCount() + 1;
      }

      @Override
      @SuppressWarnings("unchecked") // the key's type is the value's
      public <T> @Nullable T getAttribute(AttributeKey<T> key) {
        return key.equals(IDLE) ? (T) idle : context.getAttribute(key);
      }

      @Override
      public Collection<AttributeKey<?>> attributeKeys() {
        List<AttributeKey<?>> keys = new ArrayList<>(context.attributeKeys());
        keys.add(IDLE);
        return keys;
      }
    };
  }

  /**
   * Sets how often each session is asked for a sign of life. The library reads that once, while it
   * makes the session: what is set on the session later has no effect.
   */
  static SessionListener keepAlive() {
    return new SessionListener() {
      @Override
      public void sessionEstablished(Session session) {
        Object context = session.getIoSession().getAttribute(AttributeRepository.class);
        Duration idle =
            context instanceof AttributeRepository told ? told.getAttribute(IDLE) : null;
        if (idle != null) {
          Duration interval = idle.dividedBy(SIGNS + 1);
          CoreModuleProperties.HEARTBEAT_INTERVAL.set(
              session, interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval);
          CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(session, SIGNS);
        }
      }
    };
  }

  /** The library reads zero as "for ever". */
  private static Duration parse(String written) {
    Duration limit = Durations.parse(written);
    return limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit;
  }
}
