package dev.gantry.resources.yaml;

import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.tree.SourceFile;
import dev.gantry.resources.yaml.tree.TreeReader;
import dev.gantry.resources.yaml.tree.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads YAML that other programs wrote, such as the documents in a cluster's ConfigMaps. By the
 * same reader as the configuration: no tags, no aliases, a bound on depth. Nothing is typed: every
 * scalar is its text. What is null is left out.
 */
public final class YamlValues {
  private YamlValues() {}

  /** The one document of a text, where that is a map; empty for anything else and for no YAML. */
  public static Optional<Value.Fields> parse(String text) {
    Findings findings = new Findings();
    List<YamlNode> documents =
        TreeReader.read(SourceFile.of("document", text), findings).documents();
    return findings.errors() == 0 && documents.size() == 1
        ? value(documents.getFirst())
            .filter(Value.Fields.class::isInstance)
            .map(Value.Fields.class::cast)
        : Optional.empty();
  }

  private static Optional<Value> value(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar ->
          scalar.isNull() ? Optional.empty() : Optional.of(Value.of(scalar.text()));
      case YamlNode.Sequence sequence ->
          Optional.of(
              new Value.Many(
                  sequence.items().stream().flatMap(item -> value(item).stream()).toList()));
      case YamlNode.Mapping mapping -> Optional.of(fields(mapping));
      case YamlNode.Pending _ -> Optional.empty();
    };
  }

  private static Value.Fields fields(YamlNode.Mapping mapping) {
    SortedMap<String, Value> fields = new TreeMap<>();
    mapping
        .entries()
        .forEach(entry -> value(entry.value()).ifPresent(set -> fields.put(entry.key(), set)));
    return new Value.Fields(fields);
  }
}
