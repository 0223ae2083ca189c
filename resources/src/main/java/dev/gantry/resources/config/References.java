package dev.gantry.resources.config;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts values in the place of references whose resources have been applied since loading. */
public final class References {
  private References() {}

  /**
   * The same resource with every reference replaced whose attributes are all known now. A text that
   * is one reference becomes the attribute with its own type; a reference inside a text becomes
   * part of the text. What is replaced is no longer in {@code references}.
   *
   * @param attributes what is known of a resource; empty for one that is not applied yet
   * @throws DiagnosticException code {@code sealed-reference}, when a secret is referred to
   */
  public static Desired resolve(
      Desired desired, Function<ResourceAddress, Optional<Value.Fields>> attributes) {
    SortedMap<AttributePath, String> open = new TreeMap<>(desired.references());
    Value.Fields spec = desired.spec();
    for (var reference : desired.references().entrySet()) {
      Optional<Value> value = value(reference.getValue(), attributes);
      if (value.isPresent()) {
        spec = (Value.Fields) put(spec, reference.getKey().elements(), value.get());
        open.remove(reference.getKey());
      }
    }
    return new Desired(desired.address(), spec, desired.dependencies(), open, desired.source());
  }

  /**
   * As {@link #resolve(Desired, Function)}, with the values in the types of the spec's fields.
   *
   * @throws dev.gantry.resources.diagnostic.DiagnosticException when an attribute does not fit the
   *     field that refers to it
   */
  public static Desired resolve(
      Desired desired,
      Class<? extends Record> spec,
      Function<ResourceAddress, Optional<Value.Fields>> attributes) {
    Desired resolved = resolve(desired, attributes);
    return new Desired(
        resolved.address(),
        SpecReader.conform(spec, resolved.spec()),
        resolved.dependencies(),
        resolved.references(),
        resolved.source());
  }

  private static Optional<Value> value(
      String text, Function<ResourceAddress, Optional<Value.Fields>> attributes) {
    Template template;
    try {
      template = Template.parse(text);
    } catch (Template.MalformedException impossible) {
      throw new IllegalArgumentException("not a reference: " + text, impossible);
    }
    if (template.whole().isPresent()) {
      return known(template.whole().get(), attributes);
    }
    StringBuilder joined = new StringBuilder();
    for (Template.Part part : template.parts()) {
      Optional<String> piece = known(part, attributes).flatMap(Value::scalarText);
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      joined.append(piece.get());
    }
    return Optional.of(Value.of(joined.toString()));
  }

  private static Optional<Value> known(
      Template.Part part, Function<ResourceAddress, Optional<Value.Fields>> attributes) {
    return switch (part) {
      case Template.Part.Literal(String text) -> Optional.of(Value.of(text));
      case Template.Part.Attribute(ResourceAddress target, AttributePath path) ->
          attributes
              .apply(target)
              .flatMap(path::in)
              .filter(Value::isKnown)
              .map(value -> notSecret(value, target, path));
      case Template.Part.Variable _, Template.Part.Environment _, Template.Part.FileText _ ->
          throw new IllegalArgumentException("resolved at loading: " + Template.written(part));
    };
  }

  /** What is sealed goes nowhere but where its own provider takes it. */
  private static Value notSecret(Value value, ResourceAddress target, AttributePath path) {
    if (value.holdsSecret()) {
      throw new DiagnosticException(
          Diagnostic.error(
              "sealed-reference",
              Template.attributeName(target, path) + " is a secret and cannot be referred to",
              "It is kept sealed in the state, and what refers to it would have it in the clear."
                  + " Name the secret itself by env, file or command where it is needed."));
    }
    return value;
  }

  private static Value put(Value root, List<AttributePath.Element> path, Value value) {
    if (path.isEmpty()) {
      return value;
    }
    List<AttributePath.Element> rest = path.subList(1, path.size());
    return switch (path.getFirst()) {
      case AttributePath.Element.Field(String name) -> {
        Value.Fields fields = (Value.Fields) root;
        yield fields.with(name, put(fields.find(name).orElseThrow(), rest, value));
      }
      case AttributePath.Element.Index(int position) -> {
        List<Value> items = new ArrayList<>(((Value.Many) root).items());
        items.set(position, put(items.get(position), rest, value));
        yield new Value.Many(items);
      }
    };
  }
}
