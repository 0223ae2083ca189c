package dev.gantry.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.terminal.FakeTerminal;
import dev.gantry.cli.terminal.Style;
import dev.gantry.engine.event.Event;
import dev.gantry.resources.address.HostName;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LiveViewTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LATER = START.plusSeconds(75);
  private static final ResourceAddress CP = new ResourceAddress("Node", "cp-1");
  private static final ResourceAddress WORKER = new ResourceAddress("Node", "worker-12");
  private static final Diagnostic BROKEN = Diagnostic.error("x", "no space left", "Make room.");

  @Test
  void aFrameHasOneLineARunningResourceAndTheCountsBelow() {
    Board board = new Board();
    running(board, CP, "installing containerd");
    running(board, WORKER, "loading kernel modules");
    board.on(new Event.StepDone(CP, "a", Duration.ofSeconds(1), START));

    assertThat(new Frame(Style.plain(), 78, 8).lines(board, LATER))
        .containsExactly(
            "  Node/cp-1       installing containerd                               1m15s",
            "  Node/worker-12  loading kernel modules                              1m15s",
            "  ███░░░░░░░░░░░░░░░░░░░░░  1/8 steps   0 done, 2 running");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    Board board = new Board();
    for (int i = 0; i < 40; i++) {
      running(
          board, new ResourceAddress("Node", "n" + i), "a very long thing to be doing ".repeat(4));
    }
    for (int width = 1; width < 120; width++) {
      List<String> lines = new Frame(Style.plain(), width, 99).lines(board, LATER);
      int columns = width;
      assertThat(lines.subList(0, 15)).allMatch(l -> l.codePointCount(0, l.length()) <= columns);
      assertThat(lines).hasSize(17);
    }
  }

  @Test
  void whatHasEndedStaysAboveAndTheFrameIsRedrawn() {
    FakeTerminal terminal = new FakeTerminal("", true);
    try (LiveView view = new LiveView(terminal.terminal(), fixed(), 2)) {
      view.on(started(CP));
      view.on(started(WORKER));
      view.draw();
      view.on(new Event.ResourceDone(CP, "create", Duration.ofSeconds(12), LATER));
      view.on(new Event.ResourceFailed(WORKER, "create", List.of(BROKEN), LATER));
      view.draw();
    }

    String last = terminal.out().substring(terminal.out().lastIndexOf("Node/cp-1: "));
    assertThat(last)
        .startsWith(
            """
            Node/cp-1: Creation complete after 12s\u001b[K
            Node/worker-12: Creation failed: no space left\u001b[K
            """)
        .contains("0/2 steps   1 done, 1 failed, 0…")
        .endsWith("\u001b[1F\u001b[0J");
    assertThat(terminal.out()).contains("\u001b[3F");
  }

  @Test
  void withoutATerminalThereAreOnlyLines() {
    FakeTerminal terminal = new FakeTerminal("", false);
    try (PlainView view = new PlainView(terminal.terminal().out(), Style.plain(), fixed())) {
      view.on(new Event.ProbeStarted(new HostName("cp-1"), START));
      view.on(new Event.ProbeEnded(new HostName("cp-1"), false, Duration.ofSeconds(5), START));
      view.on(started(CP));
      view.on(step(CP, "installing containerd"));
      view.heartbeat();
      view.on(new Event.StepRetrying(CP, "install", 1, Duration.ofSeconds(2), BROKEN, LATER));
      view.on(new Event.ResourceDone(CP, "create", Duration.ofSeconds(80), LATER));
      view.on(new Event.ResourceSkipped(WORKER, "create", "Node/cp-1 failed", LATER));
    }

    assertThat(terminal.out())
        .isEqualTo(
            """
            cp-1: Refreshing state...
            cp-1: No answer after 5s
            Node/cp-1: Creating...
            Node/cp-1: installing containerd (cp-1)
            Node/cp-1: Still creating... installing containerd [1m15s elapsed]
            Node/cp-1: install failed, next try in 2s: no space left
            Node/cp-1: Creation complete after 1m20s
            Node/worker-12: Skipped: Node/cp-1 failed
            """);
  }

  private static void running(Board board, ResourceAddress address, String title) {
    board.on(started(address));
    board.on(step(address, title));
  }

  private static Event started(ResourceAddress address) {
    return new Event.ResourceStarted(address, "create", 2, START);
  }

  private static Event step(ResourceAddress address, String title) {
    return new Event.StepStarted(
        address, "create", "s", title, Optional.of(new HostName(address.name())), START);
  }

  private static Clock fixed() {
    return Clock.fixed(LATER, ZoneOffset.UTC);
  }
}
