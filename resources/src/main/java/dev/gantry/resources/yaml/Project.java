package dev.gantry.resources.yaml;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.project.ProjectSpec;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.yaml.Scope.Found;
import dev.gantry.resources.yaml.tree.Place;
import dev.gantry.resources.yaml.tree.YamlNode;
import dev.gantry.resources.yaml.tree.YamlNode.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the folder's Project gives to its resources.
 *
 * @param variables by name; empty for one without a value, which has been told
 * @param defaults partial specs by kind, their references not yet resolved
 * @param encryption how the state keeps secrets
 */
record Project(
    SortedMap<String, Optional<String>> variables,
    SortedMap<String, YamlNode.Mapping> defaults,
    ProjectSpec.EncryptionSpec encryption) {
  /** A variable {@code x} may be given as the environment variable {@code GANTRY_VAR_x}. */
  private static final String PREFIX = "GANTRY_VAR_";

  private static final Project NONE =
      new Project(
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          ProjectSpec.EncryptionSpec.none());

  /** Values from outside: the command line's win over the environment's. */
  record Outside(Map<String, String> variables, Map<String, String> environment) {
    Optional<String> value(String name) {
      return Optional.ofNullable(variables.get(name))
          .or(() -> Optional.ofNullable(environment.get(PREFIX + name)));
    }
  }

  static Project read(
      Declared declared,
      SortedMap<String, Kind<?>> kinds,
      Outside outside,
      FileTexts files,
      Findings findings) {
    Project project =
        declared
            .project()
            .map(envelope -> new Reader(outside, files, findings).project(envelope, kinds))
            .orElse(NONE);
    for (String given : new TreeMap<>(outside.variables()).keySet()) {
      if (!project.variables.containsKey(given) && declared.whole()) {
        findings.add(
            Diagnostic.error(
                "unknown-variable",
                "There is no variable " + Quote.of(given),
                "A value was given for it, but the Project declares no such variable."
                    + Suggestion.sentence(given, project.variables.keySet())));
      }
    }
    return project;
  }

  private record Reader(Outside outside, FileTexts files, Findings findings) {

    Project project(Envelope envelope, SortedMap<String, Kind<?>> kinds) {
      Context context = new Context(findings, Optional.empty(), Declarations.PROJECT);
      for (Declaration.Edge edge : envelope.dependsOn()) {
        context.error(
            edge.place(), "bad-reference", "A Project waits for nothing", "Remove dependsOn.");
      }
      List<Entry> fixed = new ArrayList<>();
      SortedMap<String, YamlNode.Mapping> defaults = new TreeMap<>();
      for (Entry entry : envelope.spec().entries()) {
        if (entry.key().equals("defaults")) {
          defaults.putAll(defaults(entry, kinds, context));
        } else {
          fixed.add(entry.key().equals("variables") ? unneededDefaultsOut(entry) : entry);
        }
      }
      YamlNode.Mapping spec = new YamlNode.Mapping(fixed, envelope.spec().place());
      SpecDecoder.Decoded decoded = decoded(spec, envelope.specPlace(), context);
      ProjectSpec project = SpecReader.read(ProjectSpec.class, decoded.fields());
      EncryptionRules.check(project.encryption(), decoded, context);
      return new Project(variables(project, decoded, context), defaults, project.encryption());
    }

    /** A default whose variable is given is not looked at: what it refers to may not be there. */
    private Entry unneededDefaultsOut(Entry variables) {
      if (!(variables.value() instanceof YamlNode.Mapping map)) {
        return variables;
      }
      List<Entry> kept = new ArrayList<>();
      for (Entry variable : map.entries()) {
        kept.add(
            outside.value(variable.key()).isPresent()
                    && variable.value() instanceof YamlNode.Mapping fields
                ? new Entry(variable.key(), variable.keyPlace(), without(fields, "default"))
                : variable);
      }
      return new Entry(
          variables.key(), variables.keyPlace(), new YamlNode.Mapping(kept, map.place()));
    }

    private static YamlNode.Mapping without(YamlNode.Mapping map, String key) {
      List<Entry> entries = new ArrayList<>(map.entries());
      entries.removeIf(entry -> entry.key().equals(key));
      return new YamlNode.Mapping(entries, map.place());
    }

    private SpecDecoder.Decoded decoded(YamlNode.Mapping spec, Place place, Context context) {
      Scope scope = new Scope(Collections.emptySortedMap(), outside.environment(), files);
      Expander expander =
          new Expander(
              scope,
              _ ->
                  new Found.Wrong(
                      "bad-reference",
                      "A Project cannot refer to a resource",
                      "It is read before any resource."),
              context);
      return SpecDecoder.decode(
          SpecModel.of(ProjectSpec.class), expander.expand(spec), place, context);
    }

    private SortedMap<String, Optional<String>> variables(
        ProjectSpec project, SpecDecoder.Decoded decoded, Context context) {
      SortedMap<String, Optional<String>> values = new TreeMap<>();
      project
          .variables()
          .forEach(
              (name, variable) -> values.put(name, outside.value(name).or(variable::default_)));
      tellMissing(values, decoded, context);
      return values;
    }

    private void tellMissing(
        SortedMap<String, Optional<String>> values, SpecDecoder.Decoded decoded, Context context) {
      values.forEach(
          (name, value) -> {
            AttributePath path = AttributePath.of("variables", name);
            boolean told = decoded.broken().stream().anyMatch(path::contains);
            if (value.isEmpty() && !told) {
              context.error(
                  Optional.ofNullable(decoded.places().get(path)).orElseThrow(),
                  "missing-variable",
                  "The variable " + Quote.of(name) + " has no value",
                  "Give it with --var "
                      + name
                      + "=…, with the environment variable "
                      + PREFIX
                      + name
                      + ", or with a default.");
            }
          });
    }

    private SortedMap<String, YamlNode.Mapping> defaults(
        Entry entry, SortedMap<String, Kind<?>> kinds, Context context) {
      SortedMap<String, YamlNode.Mapping> defaults = new TreeMap<>();
      if (!(entry.value() instanceof YamlNode.Mapping byKind)) {
        context.error(
            entry.value().place(),
            "wrong-type",
            "Wrong type for \"defaults\"",
            "It must be a map from a kind to fields of its spec.");
        return defaults;
      }
      for (Entry partial : byKind.entries()) {
        Kind<?> kind = kinds.get(partial.key());
        if (kind == null) {
          context.error(
              partial.keyPlace(),
              "unknown-kind",
              "Unknown kind " + Quote.of(partial.key()),
              "Defaults can be given for "
                  + String.join(", ", kinds.keySet())
                  + "."
                  + Suggestion.sentence(partial.key(), kinds.keySet()));
        } else if (partial.value() instanceof YamlNode.Mapping spec) {
          defaults.put(partial.key(), spec);
        } else {
          context.error(
              partial.value().place(),
              "wrong-type",
              "Wrong type for " + Quote.of(partial.key()),
              "It must be a map of fields of its spec.");
        }
      }
      return defaults;
    }
  }
}
