package dev.gantry.providers.kube;

import dev.gantry.engine.spi.StepException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The Node objects of a cluster, asked while steps run. */
public final class NodeTable {
  private NodeTable() {}

  /** Arguments of kubectl that list all of them. */
  public static List<String> arguments() {
    return List.of(
        "get", "nodes", "--request-timeout=20s", "-o", "jsonpath=" + ClusterNode.JSONPATH);
  }

  /** All of them, by name. */
  public static SortedMap<String, ClusterNode> read(ClusterApi api)
      throws StepException, InterruptedException {
    return ClusterNode.parse(api.must("listing nodes", arguments()).stdout());
  }

  /** One of them. */
  public static Optional<ClusterNode> find(ClusterApi api, String name)
      throws StepException, InterruptedException {
    return Optional.ofNullable(read(api).get(name));
  }
}
