package dev.gantry.engine.graph;

import dev.gantry.resources.address.ResourceAddress;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.builder.GraphTypeBuilder;

/** A resource graph as a JGraphT model: made only to name a cycle or to draw, never to walk. */
final class Models {
  private Models() {}

  /** Edges point from a resource to what it depends on. */
  static Graph<ResourceAddress, DefaultEdge> of(ResourceGraph graph) {
    Graph<ResourceAddress, DefaultEdge> model =
        GraphTypeBuilder.<ResourceAddress, DefaultEdge>directed()
            .allowingMultipleEdges(false)
            .allowingSelfLoops(true)
            .edgeClass(DefaultEdge.class)
            .buildGraph();
    graph.addresses().forEach(model::addVertex);
    for (ResourceAddress address : graph.addresses()) {
      graph.dependencies(address).forEach(target -> model.addEdge(address, target));
    }
    return model;
  }
}
