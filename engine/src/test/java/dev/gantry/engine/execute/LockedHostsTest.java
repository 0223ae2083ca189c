package dev.gantry.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.engine.spi.HostLocks;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

final class LockedHostsTest {
  private static final HostName A = new HostName("a");
  private static final HostName B = new HostName("b");
  private static final HostName C = new HostName("c");
  private static final HostLocks.Claim CLAIM =
      new HostLocks.Claim("run", "apply", Instant.parse("2026-01-01T00:00:00Z"));

  private final Book book = new Book();

  /** Who holds what; some hosts are another's, some do not answer. */
  private static final class Book implements HostLocks {
    private final Set<HostName> others = new ConcurrentSkipListSet<>();
    private final Set<HostName> silent = new ConcurrentSkipListSet<>();
    private final Set<HostName> held = new ConcurrentSkipListSet<>();
    private final List<HostName> asked = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Taking take(HostName host, Claim claim) {
      asked.add(host);
      if (others.contains(host)) {
        return new Taking.Held(Diagnostic.error("host-locked", host + " is another's", "Wait."));
      }
      if (silent.contains(host)) {
        return new Taking.Unreachable(Diagnostic.error("unreachable", host + " is off", "Wait."));
      }
      held.add(host);
      return new Taking.Taken();
    }

    @Override
    public void release(HostName host) {
      held.remove(host);
    }

    @Override
    public boolean takeAway(HostName host, String run) {
      return false;
    }
  }

  @Test
  void allAreHeldUntilTheEnd() {
    try (LockedHosts locked = take()) {
      assertThat(book.held).containsExactly(A, B, C);
      assertThat(locked.silent()).isEmpty();
    }
    assertThat(book.held).isEmpty();
  }

  @Test
  void whenOneIsAnothersNoneIsKept() {
    book.others.addAll(List.of(B, C));
    assertThatThrownBy(this::take)
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e ->
                assertThat(e.diagnostics())
                    .extracting(Diagnostic::summary)
                    .containsExactly("b is another's", "c is another's"));
    assertThat(book.held).isEmpty();
  }

  @Test
  void ofTwoRunsThatStartAtOnceTheFirstHostDecides() {
    book.others.add(A);
    assertThatThrownBy(this::take).isInstanceOf(DiagnosticException.class);
    assertThat(book.asked).containsExactly(A);
  }

  @Test
  void aHostThatDoesNotAnswerIsSilentAndTheRestGoesOn() {
    book.silent.add(A);
    try (LockedHosts locked = take()) {
      assertThat(locked.silent()).containsOnlyKeys(A);
      assertThat(book.held).containsExactly(B, C);
    }
  }

  private LockedHosts take() {
    return LockedHosts.take(book, List.of(A, B, C), CLAIM, 2);
  }
}
