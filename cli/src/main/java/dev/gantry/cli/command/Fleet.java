package dev.gantry.cli.command;

import dev.gantry.resources.address.HostName;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.NodeKind;
import dev.gantry.resources.kinds.node.NodeSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The machines of a configuration, and which of them a person means. */
record Fleet(SortedMap<HostName, NodeSpec> nodes) {
  private static final String ALL = "all";

  Fleet {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  /**
   * All nodes of a configuration.
   *
   * @throws DiagnosticException when there is none
   */
  static Fleet of(Configuration configuration) {
    SortedMap<HostName, NodeSpec> nodes = new TreeMap<>();
    configuration
        .resources()
        .forEach(
            (address, desired) -> {
              if (address.kind().equals(NodeKind.KIND.name())) {
                nodes.put(
                    new HostName(address.name()), SpecReader.read(NodeSpec.class, desired.spec()));
              }
            });
    if (nodes.isEmpty()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "no-nodes",
              "The configuration has no Node",
              "Write one with: gantry init [USER@]ADDRESS…; or say with --chdir where it is."));
    }
    return new Fleet(nodes);
  }

  /**
   * The nodes of these names, with or without {@code Node/} before them; all where none is named.
   *
   * @throws DiagnosticException with every name that there is not
   */
  Fleet named(Collection<String> names) {
    return names.isEmpty() ? this : union(names, List.of());
  }

  /**
   * The nodes of a selector: node names, {@code all}, roles and labels as {@code key=value},
   * separated by commas; a node counts when any of them fits. A node's name comes before a word.
   *
   * @throws DiagnosticException with every part that fits no node
   */
  Fleet selected(String selector) {
    List<String> names = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String part : selector.split(",", -1)) {
      boolean isOther = part.contains("=") || (isWord(part) && !isNode(part));
      (isOther ? others : names).add(part);
    }
    return union(names, others);
  }

  private Fleet union(Collection<String> names, Collection<String> others) {
    List<Diagnostic> problems = new ArrayList<>();
    SortedMap<HostName, NodeSpec> chosen = new TreeMap<>();
    for (String name : names) {
      SortedMap<HostName, NodeSpec> found = matching(bare(name), true);
      chosen.putAll(found);
      if (found.isEmpty()) {
        problems.add(unknown(name));
      }
    }
    for (String other : others) {
      SortedMap<HostName, NodeSpec> found = matching(other, false);
      chosen.putAll(found);
      if (found.isEmpty()) {
        problems.add(
            Diagnostic.error(
                "no-such-node",
                "No node fits \"" + other + "\"",
                "Labels are those of spec.labels; roles are control-plane and worker."));
      }
    }
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
    return new Fleet(chosen);
  }

  private SortedMap<HostName, NodeSpec> matching(String part, boolean isName) {
    SortedMap<HostName, NodeSpec> found = new TreeMap<>(nodes);
    found
        .entrySet()
        .removeIf(
            node -> !(isName ? node.getKey().value().equals(part) : fits(node.getValue(), part)));
    return found;
  }

  private static boolean fits(NodeSpec spec, String part) {
    int equals = part.indexOf('=');
    return equals < 0
        ? part.equals(ALL) || part.equals(word(spec.role()))
        : part.substring(equals + 1).equals(spec.labels().get(part.substring(0, equals)));
  }

  private boolean isNode(String part) {
    return !matching(bare(part), true).isEmpty();
  }

  private static boolean isWord(String part) {
    return part.equals(ALL)
        || List.of(NodeSpec.Role.values()).stream().anyMatch(role -> word(role).equals(part));
  }

  private static String word(NodeSpec.Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String bare(String name) {
    String kind = NodeKind.KIND.name() + "/";
    return name.startsWith(kind) ? name.substring(kind.length()) : name;
  }

  private Diagnostic unknown(String name) {
    List<String> known = nodes.keySet().stream().map(HostName::value).toList();
    return Diagnostic.error(
        "no-such-node",
        "There is no node \"" + name + "\"",
        "The configuration has "
            + known.size()
            + " of them: "
            + String.join(", ", known.stream().limit(10).toList())
            + (known.size() > 10 ? ", …" : "")
            + "."
            + Suggestion.sentence(bare(name), known));
  }
}
