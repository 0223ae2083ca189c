package dev.gantry.resources.yaml;

import dev.gantry.resources.config.Template.Part;
import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.resources.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What references may name besides other resources.
 *
 * @param variables by name; empty for one that has no value, which has been told
 */
record Scope(
    SortedMap<String, Optional<String>> variables,
    Map<String, String> environment,
    FileTexts files) {

  /** What a reference stands for. */
  sealed interface Found {
    /** A value. */
    record Known(Value value) implements Found {}

    /** A value that apply will tell. */
    record Later() implements Found {}

    /** Nothing: it is an error. */
    record Wrong(String code, String summary, String detail) implements Found {}

    /** Nothing, and the reason is told elsewhere. */
    record Told() implements Found {}
  }

  Found variable(Part.Variable reference) {
    String name = reference.name();
    Optional<String> value = variables.get(name);
    if (value == null) {
      return new Found.Wrong(
          "missing-variable",
          "There is no variable " + Quote.of(name),
          "Declare it under spec.variables of a document of kind Project."
              + Suggestion.sentence(name, variables.keySet()));
    }
    return value.<Found>map(text -> new Found.Known(Value.of(text))).orElseGet(Found.Told::new);
  }

  Found environment(Part.Environment reference) {
    String value = environment.get(reference.name());
    return value != null
        ? new Found.Known(Value.of(value))
        : new Found.Wrong(
            "missing-environment",
            "The environment variable " + reference.name() + " is not set",
            "Set it, or use a variable of the Project with a default.");
  }

  Found file(Part.FileText reference) {
    return switch (files.text(reference.path())) {
      case FileTexts.Result.Text(String text) -> new Found.Known(Value.of(text));
      case FileTexts.Result.Refused(String reason) ->
          new Found.Wrong(
              "missing-file", "Cannot read the file " + Quote.of(reference.path()), reason);
    };
  }
}
