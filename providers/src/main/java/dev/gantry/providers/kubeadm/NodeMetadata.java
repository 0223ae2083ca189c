package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Content;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Labels, annotations and taints of a member, set through the API: a kubelet may not give itself
 * labels of {@code node-role.kubernetes.io/}.
 */
final class NodeMetadata {
  private NodeMetadata() {}

  /**
   * Sets what is wanted and removes what was.
   *
   * @param before the member's attributes as they were; none for a new one, whose taints kubeadm
   *     has set
   */
  static void set(ClusterWork work, String node, Value.Fields before)
      throws StepException, InterruptedException {
    Value.Fields wanted = Members.expected(work.cluster(), node);
    String nodeName = work.cluster().node(node).nodeName();
    Value.Fields metadata =
        Value.Fields.empty()
            .with("labels", patch(before.fields("labels"), wanted.fields("labels")))
            .with("annotations", patch(before.fields("annotations"), wanted.fields("annotations")));
    String document =
        CanonicalJson.compact(Value.Fields.empty().with("metadata", metadata))
            .replace("\"" + REMOVED + "\"", "null");
    work.api()
        .must(
            "labelling " + nodeName,
            List.of("patch", "node", nodeName, "--type=merge", "--patch-file=/dev/stdin"),
            Optional.of(new Content.Text(document)));
    if (!before.entries().isEmpty()) {
      taints(work, nodeName, before.fields("taints"), wanted.fields("taints"));
    }
  }

  /** Stands for null, which takes a field away in a merge patch (RFC 7386). */
  private static final String REMOVED = "gantry.dev/removed#";

  private static Value.Fields patch(Value.Fields before, Value.Fields wanted) {
    SortedMap<String, Value> entries = new TreeMap<>(wanted.entries());
    before.entries().keySet().forEach(key -> entries.putIfAbsent(key, Value.of(REMOVED)));
    return new Value.Fields(entries);
  }

  private static void taints(
      ClusterWork work, String nodeName, Value.Fields before, Value.Fields wanted)
      throws StepException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("taint", "node", nodeName, "--overwrite"));
    wanted
        .entries()
        .forEach(
            (key, value) -> {
              if (!before.find(key).equals(Optional.of(value))) {
                int effect = key.lastIndexOf(':');
                String text = value.scalarText().orElse("");
                arguments.add(
                    key.substring(0, effect)
                        + (text.isEmpty() ? "" : "=" + text)
                        + key.substring(effect));
              }
            });
    before.entries().keySet().stream()
        .filter(key -> wanted.find(key).isEmpty())
        .forEach(key -> arguments.add(key + "-"));
    if (arguments.size() > 4) {
      work.api().must("tainting " + nodeName, arguments);
    }
  }
}
