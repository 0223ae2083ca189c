package dev.gantry.providers.kube;

import dev.gantry.state.json.Json;
import dev.gantry.state.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A Node object of the API, as far as Gantry looks at it. More components than six: a view of a
 * wide object.
 *
 * @param version of its kubelet, with the v
 * @param ready its condition Ready: {@code True}, {@code False}, {@code Unknown}
 * @param taints as kubectl writes them: {@code key=value:Effect}
 */
public record ClusterNode(
    String name,
    String podCidr,
    String version,
    String ready,
    boolean cordoned,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    List<String> taints) {
  /** Tells each node in one line: a whole Node is ten times as long, for its list of images. */
  public static final String JSONPATH =
      "{range .items[*]}{.metadata.name}{\"\\t\"}{.spec.podCIDR}{\"\\t\"}"
          + "{.status.nodeInfo.kubeletVersion}{\"\\t\"}"
          + "{.status.conditions[?(@.type==\"Ready\")].status}{\"\\t\"}{.spec.unschedulable}"
          + "{\"\\t\"}{.metadata.labels}{\"\\t\"}{.metadata.annotations}{\"\\t\"}{.spec.taints}"
          + "{\"\\n\"}{end}";

  private static final int FIELDS = 8;

  public ClusterNode {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    taints = List.copyOf(taints);
  }

  /** Reads what {@link #JSONPATH} prints, by name; lines of another form are passed over. */
  public static SortedMap<String, ClusterNode> parse(String text) {
    SortedMap<String, ClusterNode> nodes = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length == FIELDS) {
        try {
          nodes.put(fields[0], of(fields));
        } catch (MalformedJsonException _) {
          // A line that was cut: the node counts as not listed.
        }
      }
    }
    return nodes;
  }

  private static ClusterNode of(String[] fields) {
    return new ClusterNode(
        fields[0],
        fields[1],
        fields[2],
        fields[3],
        fields[4].equals("true"),
        texts(fields[5]),
        texts(fields[6]),
        taints(fields[7]));
  }

  /**
   * A map of texts as jsonpath prints one: JSON, or nothing where there is none.
   *
   * @throws MalformedJsonException when it is neither
   */
  public static SortedMap<String, String> texts(String json) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (!json.isBlank()) {
      Json.parse(json)
          .properties()
          .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    }
    return texts;
  }

  private static List<String> taints(String json) {
    List<String> taints = new ArrayList<>();
    if (!json.isBlank()) {
      for (JsonNode taint : Json.parse(json).values()) {
        String value = taint.path("value").asString("");
        taints.add(
            taint.path("key").asString()
                + (value.isEmpty() ? "" : "=" + value)
                + ":"
                + taint.path("effect").asString());
      }
    }
    return taints;
  }
}
