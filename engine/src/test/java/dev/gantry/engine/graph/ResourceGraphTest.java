package dev.gantry.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ResourceGraphTest {
  private final SortedMap<ResourceAddress, List<ResourceAddress>> edges = new TreeMap<>();

  @Test
  void dependenciesComeFirstAndTheSmallerAddressAmongEquals() {
    edge("a", "c");
    edge("b");
    edge("c");
    assertThat(ResourceGraph.of(edges).order())
        .containsExactly(address("b"), address("c"), address("a"));
  }

  @Test
  void dependenciesOnWhatIsNotThereAreLeftOut() {
    edge("a", "gone");
    assertThat(ResourceGraph.of(edges).dependencies(address("a"))).isEmpty();
    assertThat(ResourceGraph.of(edges).dependants(address("gone"))).isEmpty();
  }

  @Test
  void everyKnotOfCyclesIsNamedOnceFromItsSmallestAddress() {
    edge("a", "b");
    edge("b", "c");
    edge("c", "a", "b");
    edge("d", "a");
    edge("x", "x");
    DiagnosticException refused =
        catchThrowableOfType(DiagnosticException.class, () -> ResourceGraph.of(edges));
    assertThat(refused.diagnostics())
        .extracting(diagnostic -> diagnostic.detail().lines().findFirst().orElse(""))
        .containsExactly("Thing/a -> Thing/b -> Thing/c -> Thing/a", "Thing/x -> Thing/x");
  }

  @Test
  void recordedCyclesStillHaveAnOrder() {
    edge("a", "b");
    edge("b", "a");
    edge("c", "b");
    assertThat(ResourceGraph.tolerant(edges).order())
        .containsExactly(address("a"), address("b"), address("c"));
  }

  @Test
  void everyRandomGraphIsInOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      edges.clear();
      int size = 1 + random.nextInt(60);
      int[] rank = random.ints(size).toArray();
      for (int i = 0; i < size; i++) {
        List<String> targets = new ArrayList<>();
        for (int j = 0; j < size; j++) {
          if (rank[j] < rank[i] && random.nextInt(8) == 0) {
            targets.add("n" + j);
          }
        }
        edge("n" + i, targets.toArray(String[]::new));
      }
      List<ResourceAddress> order = ResourceGraph.of(edges).order();
      assertThat(order).as("seed %s", seed).hasSize(size);
      edges.forEach(
          (from, targets) ->
              targets.forEach(
                  to ->
                      assertThat(order.indexOf(to))
                          .as("seed %s: %s before %s", seed, to, from)
                          .isLessThan(order.indexOf(from))));
    }
  }

  @Test
  void drawingsLeaveOutWhatFollows() {
    edge("a", "b", "c");
    edge("b", "c");
    edge("c");
    ResourceGraph graph = ResourceGraph.of(edges);
    assertThat(GraphText.dot(graph))
        .contains("\"Thing/a\" -> \"Thing/b\"", "\"Thing/b\" -> \"Thing/c\"")
        .doesNotContain("\"Thing/a\" -> \"Thing/c\"");
    assertThat(GraphText.mermaid(graph))
        .isEqualTo(
            """
            flowchart RL
              Thing_a["Thing/a"]
              Thing_b["Thing/b"]
              Thing_c["Thing/c"]
              Thing_a --> Thing_b
              Thing_b --> Thing_c
            """);
  }

  private void edge(String from, String... to) {
    edges.put(address(from), Arrays.stream(to).map(ResourceGraphTest::address).toList());
  }

  private static ResourceAddress address(String name) {
    return new ResourceAddress("Thing", name);
  }
}
