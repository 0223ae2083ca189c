package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.providers.kube.ClusterNode;
import dev.gantry.state.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cluster's API said.
 *
 * @param nodes by name
 * @param annotations of the namespace kube-system
 * @param configuration the ClusterConfiguration that the cluster keeps, as text
 */
record ApiReading(
    SortedMap<String, ClusterNode> nodes,
    SortedMap<String, String> annotations,
    String configuration) {
  ApiReading {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /** Reads what api.sh printed on a machine; empty where the API did not answer there. */
  static Optional<ApiReading> of(HostReading.Answered machine) {
    return machine
        .command(KubeadmProbe.API)
        .filter(output -> output.exit() == 0)
        .map(HostReading.Output::stdout)
        .flatMap(ApiReading::parse);
  }

  private static Optional<ApiReading> parse(String text) {
    Map<String, String> sections = sections(text);
    try {
      return Optional.of(
          new ApiReading(
              ClusterNode.parse(sections.getOrDefault("@nodes", "")),
              ClusterNode.texts(sections.getOrDefault("@annotations", "")),
              sections.getOrDefault("@configuration", "")));
    } catch (MalformedJsonException cut) {
      return Optional.empty();
    }
  }

  /** What a program printed below each line that begins with @. */
  static Map<String, String> sections(String text) {
    Map<String, StringBuilder> found = new LinkedHashMap<>();
    StringBuilder at = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("@")) {
        at = found.computeIfAbsent(line, _ -> new StringBuilder());
      } else {
        at.append(line).append('\n');
      }
    }
    Map<String, String> sections = new LinkedHashMap<>();
    found.forEach((name, lines) -> sections.put(name, lines.toString()));
    return sections;
  }

  /** SHA-256 of a text, lower case hex; line breaks at its end do not count. */
  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.strip().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
