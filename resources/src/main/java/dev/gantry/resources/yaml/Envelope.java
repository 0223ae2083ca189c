package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.diagnostic.Suggestion;
import dev.gantry.resources.yaml.tree.Place;
import dev.gantry.resources.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What every document has around its spec: {@code apiVersion}, {@code kind}, {@code metadata} and
 * {@code dependsOn}. More components than six because it is the whole of a document.
 *
 * @param readable whether the spec is a map; where not, that has been told and there is no more to
 *     say of it
 */
record Envelope(
    Optional<String> kind,
    Optional<Name> name,
    YamlNode.Mapping spec,
    boolean readable,
    List<Declaration.Edge> dependsOn,
    Place place,
    Place specPlace) {
  /** The version of the format that is read. */
  static final String API_VERSION = "gantry.dev/v1";

  private static final List<String> FIELDS =
      List.of("apiVersion", "kind", "metadata", "spec", "dependsOn");
  private static final List<String> METADATA = List.of("name", "labels", "annotations");

  /** A name as written, valid or not. */
  record Name(String text, Place place) {
    boolean valid() {
      return ResourceAddress.isName(text);
    }
  }

  /** Reads the envelope; empty when the document is not a map at all. */
  static Optional<Envelope> read(YamlNode document, Collection<String> kinds, Findings findings) {
    Context plain = new Context(findings, Optional.empty(), "document");
    if (!(document instanceof YamlNode.Mapping root)) {
      plain.error(
          document.place(),
          "wrong-type",
          "A document must be a map",
          "Here it is "
              + document.description()
              + ". Begin with \"apiVersion: "
              + API_VERSION
              + "\".");
      return Optional.empty();
    }
    Reader early = new Reader(root, plain);
    Optional<String> kind = early.kind(kinds);
    YamlNode.Mapping metadata = early.map("metadata");
    Optional<Name> name = early.name(metadata);
    Optional<ResourceAddress> address =
        name.filter(Name::valid).flatMap(n -> kind.map(k -> new ResourceAddress(k, n.text())));
    Reader reader = new Reader(root, new Context(findings, address, "document"));
    reader.version();
    reader.unknown(root, FIELDS, "a document");
    reader.unknown(metadata, METADATA, "metadata");
    reader.texts(metadata, "labels");
    reader.texts(metadata, "annotations");
    Place place = name.map(Name::place).orElse(root.place());
    Place specPlace = root.find("spec").map(YamlNode.Entry::keyPlace).orElse(place);
    return Optional.of(
        new Envelope(
            kind,
            name,
            reader.map("spec"),
            !reader.isMistyped("spec"),
            reader.dependsOn(),
            place,
            specPlace));
  }

  private record Reader(YamlNode.Mapping root, Context context) {

    Optional<String> kind(Collection<String> kinds) {
      Optional<YamlNode.Scalar> written = required(root, "kind", "kind");
      if (written.isEmpty() || kinds.contains(written.get().text())) {
        return written.map(YamlNode.Scalar::text);
      }
      String text = written.get().text();
      context.error(
          written.get().place(),
          "unknown-kind",
          "Unknown kind " + Quote.of(text),
          "The kinds are " + String.join(", ", kinds) + "." + Suggestion.sentence(text, kinds));
      return Optional.empty();
    }

    void version() {
      Optional<YamlNode.Scalar> written = required(root, "apiVersion", "apiVersion");
      if (written.isPresent() && !written.get().text().equals(API_VERSION)) {
        context.error(
            written.get().place(),
            "unknown-api-version",
            "Unknown apiVersion " + Quote.of(written.get().text()),
            "This version of Gantry reads \"" + API_VERSION + "\".");
      }
    }

    Optional<Name> name(YamlNode.Mapping metadata) {
      Optional<YamlNode.Scalar> written = required(metadata, "name", "metadata.name");
      Optional<Name> name = written.map(text -> new Name(text.text(), text.place()));
      name.filter(text -> !text.valid())
          .ifPresent(
              bad ->
                  context.error(
                      bad.place(),
                      "bad-name",
                      "Bad name " + Quote.of(bad.text()),
                      "A name has 1 to 63 lower case letters, digits and hyphens, and neither"
                          + " begins nor ends with a hyphen."));
      return name;
    }

    private Optional<YamlNode.Scalar> required(YamlNode.Mapping map, String key, String shown) {
      Optional<YamlNode.Entry> entry = map.find(key);
      if (entry.isPresent() && entry.get().value() instanceof YamlNode.Scalar text) {
        if (!text.isNull()) {
          return Optional.of(text);
        }
      } else if (entry.isPresent()) {
        wrongType(entry.get(), shown, "text");
        return Optional.empty();
      }
      if (key.equals("name") && isMistyped("metadata")) {
        return Optional.empty(); // which has been told
      }
      Place place = entry.map(YamlNode.Entry::keyPlace).orElse(map.place());
      context.error(
          place,
          "missing-field",
          "Missing field \"" + shown + "\"",
          "Every document has apiVersion, kind and metadata.name.");
      return Optional.empty();
    }

    private boolean isMistyped(String key) {
      return root.find(key)
          .map(YamlNode.Entry::value)
          .filter(value -> !(value instanceof YamlNode.Mapping))
          .filter(value -> !(value instanceof YamlNode.Scalar scalar && scalar.isNull()))
          .isPresent();
    }

    /** A field that is a map; empty when it is not there. */
    YamlNode.Mapping map(String key) {
      Optional<YamlNode.Entry> entry = root.find(key);
      YamlNode.Mapping none = new YamlNode.Mapping(List.of(), root.place());
      if (entry.isEmpty()) {
        return none;
      }
      return switch (entry.get().value()) {
        case YamlNode.Mapping map -> map;
        case YamlNode.Scalar scalar when scalar.isNull() -> none;
        case YamlNode.Scalar _, YamlNode.Sequence _, YamlNode.Pending _ -> {
          wrongType(entry.get(), key, "a map");
          yield none;
        }
      };
    }

    void unknown(YamlNode.Mapping map, List<String> known, String where) {
      for (YamlNode.Entry entry : map.entries()) {
        if (!known.contains(entry.key())) {
          context.error(
              entry.keyPlace(),
              "unknown-field",
              "Unsupported field " + Quote.of(entry.key()),
              "The fields of "
                  + where
                  + " are "
                  + String.join(", ", known)
                  + "."
                  + Suggestion.sentence(entry.key(), known));
        }
      }
    }

    void texts(YamlNode.Mapping metadata, String key) {
      for (YamlNode.Entry entry : metadata.entries()) {
        if (!entry.key().equals(key)) {
          continue;
        }
        if (entry.value() instanceof YamlNode.Mapping texts) {
          for (YamlNode.Entry text : texts.entries()) {
            if (!(text.value() instanceof YamlNode.Scalar)) {
              wrongType(text, text.key(), "text");
            }
          }
        } else if (!(entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull())) {
          wrongType(entry, "metadata." + key, "a map of texts");
        }
      }
    }

    List<Declaration.Edge> dependsOn() {
      List<Declaration.Edge> edges = new ArrayList<>();
      Optional<YamlNode.Entry> entry = root.find("dependsOn");
      if (entry.isEmpty()) {
        return edges;
      }
      if (!(entry.get().value() instanceof YamlNode.Sequence list)) {
        wrongType(entry.get(), "dependsOn", "a list of resources such as Node/cp-1");
        return edges;
      }
      for (YamlNode item : list.items()) {
        Optional<ResourceAddress> target =
            item instanceof YamlNode.Scalar text
                ? ResourceAddress.parse(text.text())
                : Optional.empty();
        if (target.isPresent()) {
          edges.add(new Declaration.Edge(target.get(), item.place()));
        } else if (!(item instanceof YamlNode.Pending)) {
          context.error(
              item.place(),
              "bad-format",
              "\"dependsOn\" must name resources",
              "Write the kind and the name, such as Node/cp-1.");
        }
      }
      return edges;
    }

    private void wrongType(YamlNode.Entry entry, String shown, String wanted) {
      if (entry.value() instanceof YamlNode.Pending) {
        return;
      }
      context.error(
          entry.value().place(),
          "wrong-type",
          "Wrong type for " + Quote.of(shown),
          "It must be " + wanted + ", but it is " + entry.value().description() + ".");
    }
  }
}
