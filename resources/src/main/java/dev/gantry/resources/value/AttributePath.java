package dev.gantry.resources.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value sits inside a resource's attributes, written {@code
 * kernel.sysctls["net.ipv4.ip_forward"]} or {@code ports[2]}.
 */
public record AttributePath(List<Element> elements) implements Comparable<AttributePath> {
  private static final AttributePath ROOT = new AttributePath(List.of());
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern ELEMENT =
      Pattern.compile(
          "(?:^|\\.)(?<name>[A-Za-z_][A-Za-z0-9_-]*)"
              + "|\\[(?<position>[0-9]{1,6})]|\\[\"(?<quoted>[^\"]*)\"]");

  /** One part of a path: a field's name, or a position in a list, counted from 0. */
  public sealed interface Element {
    /** A field of a group. */
    record Field(String name) implements Element {}

    /** An item of a list. */
    record Index(int position) implements Element {}
  }

  public AttributePath {
    elements = List.copyOf(elements);
  }

  /** The attributes as a whole. */
  public static AttributePath root() {
    return ROOT;
  }

  /** The path of nested fields, outermost first. */
  public static AttributePath of(String... names) {
    AttributePath path = ROOT;
    for (String name : names) {
      path = path.field(name);
    }
    return path;
  }

  /** Reads what {@link #toString} writes; empty when the text has another form. */
  public static Optional<AttributePath> parse(String text) {
    AttributePath path = ROOT;
    Matcher elements = ELEMENT.matcher(text).useTransparentBounds(true);
    int at = 0;
    while (at < text.length()) {
      if (!elements.region(at, text.length()).useAnchoringBounds(false).lookingAt()) {
        return Optional.empty();
      }
      String position = elements.group("position");
      String name =
          elements.group("name") != null ? elements.group("name") : elements.group("quoted");
      path = position != null ? path.index(Integer.parseInt(position)) : path.field(name);
      at = elements.end();
    }
    return at == 0 ? Optional.empty() : Optional.of(path);
  }

  /** The path of a field below this one. */
  public AttributePath field(String name) {
    return plus(new Element.Field(name));
  }

  /** The path of an item below this one. */
  public AttributePath index(int position) {
    return plus(new Element.Index(position));
  }

  private AttributePath plus(Element element) {
    List<Element> longer = new ArrayList<>(elements);
    longer.add(element);
    return new AttributePath(longer);
  }

  /** Whether the other path is this one or lies below it. */
  public boolean contains(AttributePath other) {
    return other.elements.size() >= elements.size()
        && other.elements.subList(0, elements.size()).equals(elements);
  }

  /** The value at this path, where there is one. */
  public Optional<Value> in(Value root) {
    Value at = root;
    for (Element element : elements) {
      Optional<Value> next =
          switch (element) {
            case Element.Field(String name) ->
                at instanceof Value.Fields fields ? fields.find(name) : Optional.empty();
            case Element.Index(int position) ->
                at instanceof Value.Many many && position < many.items().size()
                    ? Optional.of(many.items().get(position))
                    : Optional.empty();
          };
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  @Override
  public int compareTo(AttributePath other) {
    int shared = Math.min(elements.size(), other.elements.size());
    for (int i = 0; i < shared; i++) {
      int order = compare(elements.get(i), other.elements.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(elements.size(), other.elements.size());
  }

  private static int compare(Element left, Element right) {
    return switch (left) {
      case Element.Field(String name) ->
          right instanceof Element.Field(String otherName) ? name.compareTo(otherName) : 1;
      case Element.Index(int position) ->
          right instanceof Element.Index(int otherPosition)
              ? Integer.compare(position, otherPosition)
              : -1;
    };
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Element element : elements) {
      switch (element) {
        case Element.Index(int position) -> text.append('[').append(position).append(']');
        case Element.Field(String name) when PLAIN.matcher(name).matches() ->
            text.append(text.isEmpty() ? "" : ".").append(name);
        case Element.Field(String name) -> text.append("[\"").append(name).append("\"]");
      }
    }
    return text.toString();
  }
}
