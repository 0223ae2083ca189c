package dev.gantry.resources.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ComponentsTest {
  private final SortedMap<String, SortedSet<String>> graph = new TreeMap<>();

  private void edge(String from, String... to) {
    graph.put(from, new TreeSet<>(List.of(to)));
  }

  @Test
  void whatIsWaitedForComesFirst() {
    edge("a", "b", "c");
    edge("b", "c");
    edge("c");

    assertThat(Components.of(graph)).containsExactly(List.of("c"), List.of("b"), List.of("a"));
  }

  @Test
  void edgesToNowhereAreLeftOut() {
    edge("a", "nowhere");

    assertThat(Components.of(graph)).containsExactly(List.of("a"));
  }

  @Test
  void aCycleIsOneComponentAndIsNamedFromItsFirstMember() {
    edge("a", "d");
    edge("b", "c");
    edge("c", "a", "d");
    edge("d", "b");
    edge("e", "a");

    List<List<String>> components = Components.of(graph);

    assertThat(components).containsExactly(List.of("a", "b", "c", "d"), List.of("e"));
    assertThat(Components.cycle(components.getFirst(), graph))
        .containsExactly("a", "d", "b", "c", "a");
  }

  @Test
  void aChainOfAHundredThousandNeedsNoDeepStack() {
    for (int i = 0; i < 100_000; i++) {
      edge("%06d".formatted(i), "%06d".formatted(i + 1));
    }

    assertThat(Components.of(graph)).hasSize(100_000);
  }
}
