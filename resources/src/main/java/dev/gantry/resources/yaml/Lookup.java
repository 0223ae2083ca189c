package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Template;
import dev.gantry.resources.config.Template.Part;
import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.resources.kind.Field;
import dev.gantry.resources.kind.FieldType;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.value.AttributePath;
import dev.gantry.resources.value.AttributePath.Element;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.Scope.Found;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Finds what a reference to another resource's attribute stands for. */
final class Lookup {
  private final Declared declared;
  private final SortedMap<ResourceAddress, Resolved> resolved;

  /**
   * @param resolved what has been resolved so far; it grows
   */
  Lookup(Declared declared, SortedMap<ResourceAddress, Resolved> resolved) {
    this.declared = declared;
    this.resolved = resolved;
  }

  /** The attribute, as a resource sees it. */
  Found find(Part.Attribute reference, Optional<ResourceAddress> from) {
    ResourceAddress target = reference.target();
    if (from.equals(Optional.of(target))) {
      return new Found.Wrong(
          "self-reference", target + " refers to itself", "Write the value out instead.");
    }
    Declaration declaration = declared.resources().get(target);
    if (declaration == null) {
      return missing(target);
    }
    Optional<Found> odd = odd(declaration.kind(), reference.path());
    return odd.orElseGet(() -> value(target, reference.path()));
  }

  /** What is said of a resource that no file declares. */
  Found missing(ResourceAddress target) {
    if (declared.excuses(target)) {
      return new Found.Told();
    }
    Collection<String> names = new TreeSet<>();
    for (ResourceAddress address : declared.resources().keySet()) {
      if (address.kind().equals(target.kind())) {
        names.add(address.name());
      }
    }
    return new Found.Wrong(
        "missing-reference",
        "There is no " + target,
        "No file of the folder declares it." + Suggestion.sentence(target.name(), names));
  }

  private Found value(ResourceAddress target, AttributePath path) {
    Resolved found = resolved.get(target);
    if (found == null || found.isBrokenAt(path)) {
      return new Found.Told(); // a cycle, or an error there
    }
    Optional<Value> value = path.in(found.decoded().fields());
    if (value.isEmpty()) {
      return new Found.Wrong(
          "unset-attribute",
          Template.attributeName(target, path) + " is not set",
          "Set it in " + target + ", or write the value out.");
    }
    return value.get().isKnown() ? new Found.Known(value.get()) : new Found.Later();
  }

  /** A computed attribute, or one that the kind does not have; empty for one of its spec. */
  private static Optional<Found> odd(Kind<?> kind, AttributePath path) {
    SpecModel<?> model = SpecModel.of(kind.spec());
    if (path.elements().getFirst() instanceof Element.Field(String name)
        && kind.computed().contains(name)) {
      return Optional.of(new Found.Later());
    }
    FieldType type = new FieldType.Group(model);
    for (Element element : path.elements()) {
      Optional<FieldType> next = below(type, element);
      if (next.isEmpty()) {
        return Optional.of(unknown(kind, type, element));
      }
      type = next.get();
    }
    return Optional.empty();
  }

  private static Optional<FieldType> below(FieldType type, Element element) {
    return switch (element) {
      case Element.Field(String name) ->
          switch (type) {
            case FieldType.Group(SpecModel<?> model) -> model.field(name).map(Field::type);
            case FieldType.MapOf(FieldType item) -> Optional.of(item);
            case FieldType.Leaf _, FieldType.ListOf _ -> Optional.empty();
          };
      case Element.Index _ ->
          type instanceof FieldType.ListOf(FieldType item) ? Optional.of(item) : Optional.empty();
    };
  }

  private static Found unknown(Kind<?> kind, FieldType type, Element element) {
    List<String> known =
        type instanceof FieldType.Group(SpecModel<?> model) ? model.names() : List.of();
    TreeSet<String> all = new TreeSet<>(known);
    if (type instanceof FieldType.Group(SpecModel<?> model) && model.type() == kind.spec()) {
      all.addAll(kind.computed());
    }
    String shown =
        switch (element) {
          case Element.Field(String name) -> Quote.of(name);
          case Element.Index(int position) -> "[" + position + "]";
        };
    String hint =
        element instanceof Element.Field(String name) ? Suggestion.sentence(name, all) : "";
    String fields =
        all.isEmpty()
            ? " It is " + type.description() + "."
            : " Its attributes are " + String.join(", ", all) + ".";
    return new Found.Wrong(
        "unknown-attribute",
        "A " + kind.name() + " has no attribute " + shown + " there",
        (hint.isEmpty() ? fields : hint).strip());
  }
}
