package dev.gantry.engine.graph;

import dev.gantry.resources.address.ResourceAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.alg.TransitiveReduction;
import org.jgrapht.graph.DefaultEdge;

/**
 * Draws a resource graph as text. Edges that follow from others are left out, which only a drawing
 * needs and which costs too much for large graphs. Written here rather than by a library: both
 * forms are a line an edge, and their bytes must be stable.
 */
public final class GraphText {
  /** Above this many resources every edge is drawn: the reduction is worse than quadratic. */
  private static final int LARGEST_REDUCED = 5_000;

  private GraphText() {}

  /** Graphviz DOT: an arrow from each resource to what it depends on. */
  public static String dot(ResourceGraph graph) {
    StringBuilder text = new StringBuilder("digraph gantry {\n  rankdir = \"RL\";\n");
    text.append("  node [shape = \"box\"];\n");
    for (ResourceAddress address : graph.addresses()) {
      text.append("  \"").append(address).append("\";\n");
    }
    for (Edge edge : edges(graph)) {
      text.append("  \"").append(edge.from).append("\" -> \"").append(edge.to).append("\";\n");
    }
    return text.append("}\n").toString();
  }

  /** A Mermaid flow chart: an arrow from each resource to what it depends on. */
  public static String mermaid(ResourceGraph graph) {
    StringBuilder text = new StringBuilder("flowchart RL\n");
    for (ResourceAddress address : graph.addresses()) {
      text.append("  ").append(id(address)).append("[\"").append(address).append("\"]\n");
    }
    for (Edge edge : edges(graph)) {
      text.append("  ").append(id(edge.from)).append(" --> ").append(id(edge.to)).append('\n');
    }
    return text.toString();
  }

  private record Edge(ResourceAddress from, ResourceAddress to) {}

  private static List<Edge> edges(ResourceGraph graph) {
    Graph<ResourceAddress, DefaultEdge> model = Models.of(graph);
    if (graph.addresses().size() < LARGEST_REDUCED) {
      TransitiveReduction.INSTANCE.reduce(model);
    }
    List<Edge> edges = new ArrayList<>();
    for (DefaultEdge edge : model.edgeSet()) {
      edges.add(new Edge(model.getEdgeSource(edge), model.getEdgeTarget(edge)));
    }
    edges.sort(Comparator.comparing(Edge::from).thenComparing(Edge::to));
    return edges;
  }

  /** Mermaid ids have neither slash nor hyphen; an underscore cannot be part of an address. */
  private static String id(ResourceAddress address) {
    return address.kind() + "_" + address.name().replace('-', '_');
  }
}
