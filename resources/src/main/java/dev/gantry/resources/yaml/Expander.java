package dev.gantry.resources.yaml;

import dev.gantry.resources.config.Template;
import dev.gantry.resources.config.Template.Part;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.Scope.Found;
import dev.gantry.resources.yaml.tree.Place;
import dev.gantry.resources.yaml.tree.YamlNode;
import dev.gantry.resources.yaml.tree.YamlNode.Entry;
import dev.gantry.resources.yaml.tree.YamlNode.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replaces references in every scalar of a tree by their values, which take the place of the
 * reference: from here on a value is a value, wherever it came from, and is typed by its field.
 * Values are never looked through for further references.
 */
final class Expander {
  private final Scope scope;
  private final Function<Part.Attribute, Found> attributes;
  private final Context context;

  Expander(Scope scope, Function<Part.Attribute, Found> attributes, Context context) {
    this.scope = scope;
    this.attributes = attributes;
    this.context = context;
  }

  YamlNode.Mapping expand(YamlNode.Mapping map) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : map.entries()) {
      entries.add(new Entry(entry.key(), entry.keyPlace(), expand(entry.value())));
    }
    return new YamlNode.Mapping(entries, map.place());
  }

  /** The tree with nothing known of its references: to check what does not depend on them. */
  static YamlNode.Mapping leaveOut(YamlNode.Mapping map) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : map.entries()) {
      entries.add(new Entry(entry.key(), entry.keyPlace(), leaveOut(entry.value())));
    }
    return new YamlNode.Mapping(entries, map.place());
  }

  private static YamlNode leaveOut(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping map -> leaveOut(map);
      case YamlNode.Sequence(List<YamlNode> items, Place place) ->
          new YamlNode.Sequence(items.stream().map(Expander::leaveOut).toList(), place);
      case YamlNode.Scalar scalar when Template.isTemplate(scalar.text()) ->
          new YamlNode.Pending(Optional.empty(), scalar.place());
      case YamlNode.Scalar scalar -> scalar;
      case YamlNode.Pending pending -> pending;
    };
  }

  private YamlNode expand(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping map -> expand(map);
      case YamlNode.Sequence(List<YamlNode> items, Place place) ->
          new YamlNode.Sequence(items.stream().map(this::expand).toList(), place);
      case YamlNode.Scalar scalar when Template.isTemplate(scalar.text()) -> template(scalar);
      case YamlNode.Scalar scalar -> scalar;
      case YamlNode.Pending pending -> pending;
    };
  }

  private YamlNode template(YamlNode.Scalar scalar) {
    Template template;
    try {
      template = Template.parse(scalar.text());
    } catch (Template.MalformedException malformed) {
      context.error(
          scalar.place().narrowedTo(malformed.expression()),
          "bad-reference",
          "A reference that cannot be read",
          malformed.reason());
      return new YamlNode.Pending(Optional.empty(), scalar.place());
    }
    return template.whole().isPresent()
        ? whole(template.whole().get(), scalar.place())
        : joined(template, scalar);
  }

  private YamlNode whole(Part part, Place place) {
    Place at = place.narrowedTo(Template.written(part));
    return switch (found(part, place)) {
      case Found.Known(Value value) -> node(value, at);
      case Found.Later _ -> later(List.of(part), Template.written(part), at);
      case Found.Wrong _, Found.Told _ -> new YamlNode.Pending(Optional.empty(), at);
    };
  }

  private YamlNode joined(Template template, YamlNode.Scalar scalar) {
    List<Part> parts = new ArrayList<>();
    List<Part> open = new ArrayList<>();
    boolean told = false;
    for (Part part : template.parts()) {
      switch (found(part, scalar.place())) {
        case Found.Known(Value value) when value.scalarText().isPresent() ->
            parts.add(new Part.Literal(value.scalarText().get()));
        case Found.Known _ -> told = refuseGroup(part, scalar.place());
        case Found.Wrong _, Found.Told _ -> told = true;
        case Found.Later _ -> {
          parts.add(part);
          open.add(part);
        }
      }
    }
    if (told) {
      return new YamlNode.Pending(Optional.empty(), scalar.place());
    }
    if (!open.isEmpty()) {
      return later(open, new Template(parts).toString(), scalar.place());
    }
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(((Part.Literal) part).text()));
    boolean literal = template.parts().stream().allMatch(Part.Literal.class::isInstance);
    return new YamlNode.Scalar(
        text.toString(), literal ? Origin.QUOTED : Origin.REFERENCE, scalar.place());
  }

  private boolean refuseGroup(Part part, Place place) {
    context.error(
        place.narrowedTo(Template.written(part)),
        "bad-reference",
        "A list or a group cannot be part of a text",
        "Refer to a single value, or let the reference be the whole value.");
    return true;
  }

  private Found found(Part part, Place place) {
    Found found =
        switch (part) {
          case Part.Literal(String text) -> new Found.Known(Value.of(text));
          case Part.Variable variable -> scope.variable(variable);
          case Part.Environment variable -> scope.environment(variable);
          case Part.FileText file -> scope.file(file);
          case Part.Attribute attribute -> attributes.apply(attribute);
        };
    if (found instanceof Found.Wrong(String code, String summary, String detail)) {
      context.error(place.narrowedTo(Template.written(part)), code, summary, detail);
    }
    return found;
  }

  private static YamlNode later(List<Part> open, String template, Place place) {
    List<String> because = new ArrayList<>();
    for (Part part : open) {
      if (part instanceof Part.Attribute(var target, var path)) {
        because.add(Template.attributeName(target, path));
      }
    }
    return new YamlNode.Pending(
        Optional.of(new YamlNode.Later(String.join(", ", because), template)), place);
  }

  private static YamlNode node(Value value, Place place) {
    return switch (value) {
      case Value.Text _, Value.Whole _, Value.Flag _ ->
          new YamlNode.Scalar(value.scalarText().orElseThrow(), Origin.REFERENCE, place);
      case Value.Many(List<Value> items) ->
          new YamlNode.Sequence(items.stream().map(item -> node(item, place)).toList(), place);
      case Value.Fields fields -> {
        List<Entry> entries = new ArrayList<>();
        fields
            .entries()
            .forEach((name, item) -> entries.add(new Entry(name, place, node(item, place))));
        yield new YamlNode.Mapping(entries, place);
      }
      case Value.Unknown _ -> new YamlNode.Pending(Optional.empty(), place);
      case Value.Sealed _ ->
          throw new IllegalArgumentException("no configuration holds a sealed value");
    };
  }
}
