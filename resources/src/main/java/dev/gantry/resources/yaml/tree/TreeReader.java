package dev.gantry.resources.yaml.tree;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.diagnostic.Quote;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Builds trees from SnakeYAML's events. Its constructors are not used because they type scalars by
 * their looks ({@code 1.30} becomes 1.3); its composer is not, because with events an alias is
 * refused before it can grow, duplicate keys are seen with both places, and depth has a bound.
 */
public final class TreeReader {
  private static final int DEEPEST = 50;
  private static final int MOST_DOCUMENTS = 10_000;

  private final SourceFile file;
  private final Findings findings;
  private final Iterator<Event> events;

  private TreeReader(SourceFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // files are bounded before they are read
    this.events = new Yaml(options).parse(new StringReader(file.text())).iterator();
  }

  /** The rest of a file is not read. */
  private static final class StopException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The documents of one file; those before a syntax error where there is one.
   *
   * @param whole whether the file was read to its end
   */
  public record Documents(List<YamlNode> documents, boolean whole) {}

  /** Reads a file, documents without content left out. */
  public static Documents read(SourceFile file, Findings findings) {
    List<YamlNode> documents = new ArrayList<>();
    try {
      new TreeReader(file, findings).documents(documents);
      return new Documents(documents, true);
    } catch (MarkedYAMLException broken) {
      findings.add(SyntaxAdvice.of(broken, file));
    } catch (YAMLException broken) {
      findings.add(
          Diagnostic.error(
              "yaml-syntax",
              "The file " + file.name() + " is not YAML",
              broken.getMessage() + "."));
    } catch (StopException _) {
      // What is wrong has been told.
    }
    return new Documents(documents, false);
  }

  private void documents(List<YamlNode> documents) {
    int count = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event.is(Event.ID.DocumentStart)) {
        if (++count > MOST_DOCUMENTS) {
          throw stop(
              place(event),
              "too-many-documents",
              "Too many documents",
              "A file may hold " + MOST_DOCUMENTS + " documents. Split it into several.");
        }
        YamlNode document = node(events.next(), 1);
        if (!(document instanceof YamlNode.Scalar scalar && scalar.isNull())) {
          documents.add(document);
        }
      }
    }
  }

  private YamlNode node(Event event, int depth) {
    if (depth > DEEPEST) {
      throw stop(
          place(event),
          "too-deep",
          "Too deeply nested",
          "Maps and lists may be nested " + DEEPEST + " deep.");
    }
    refuseAnchor(event);
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case SequenceStartEvent start -> sequence(start, depth);
      case MappingStartEvent start -> mapping(start, depth);
      default -> throw new IllegalStateException("unexpected event " + event);
    };
  }

  private YamlNode scalar(ScalarEvent event) {
    refuseTag(event, event.getTag());
    return new YamlNode.Scalar(
        event.getValue(),
        event.isPlain() ? YamlNode.Origin.PLAIN : YamlNode.Origin.QUOTED,
        place(event));
  }

  private YamlNode sequence(SequenceStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (!event.is(Event.ID.SequenceEnd)) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new YamlNode.Sequence(items, place(start, event));
  }

  private YamlNode mapping(MappingStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (!event.is(Event.ID.MappingEnd)) {
      YamlNode key = node(event, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      if (key instanceof YamlNode.Scalar name) {
        add(new YamlNode.Entry(name.text(), name.place(), value), entries);
      } else {
        error(
            key.place(), "bad-key", "A key must be text", "Here it is " + key.description() + ".");
      }
      event = events.next();
    }
    return new YamlNode.Mapping(List.copyOf(entries.values()), place(start, event));
  }

  private void add(YamlNode.Entry entry, Map<String, YamlNode.Entry> entries) {
    YamlNode.Entry first = entries.putIfAbsent(entry.key(), entry);
    if (first != null) {
      error(
          entry.keyPlace(),
          "duplicate-key",
          "The key " + Quote.of(entry.key()) + " stands twice",
          "It was first set at " + first.keyPlace() + ". Remove one of the two.");
    }
  }

  private void refuseAnchor(Event event) {
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      throw stop(
          place(event),
          "yaml-alias",
          "YAML anchors and aliases are not read",
          "Write the value out, or use `defaults` or a variable of the Project.");
    }
  }

  private void refuseTag(Event event, String tag) {
    if (tag != null && !tag.equals("!")) {
      error(
          place(event),
          "yaml-tag",
          "YAML tags are not read",
          "Remove " + Quote.of(tag) + ": the type of a value is that of its field.");
    }
  }

  private void error(Place place, String code, String summary, String detail) {
    findings.add(Diagnostic.error(code, summary, detail).at(place.range()));
  }

  private StopException stop(Place place, String code, String summary, String detail) {
    error(place, code, summary, detail);
    return new StopException();
  }

  private Place place(Event event) {
    return place(event, event);
  }

  private Place place(Event from, Event to) {
    Mark start = from.getStartMark();
    Mark end = to.getEndMark();
    int line = start.getLine() + 1;
    String text = file.line(line).stripTrailing();
    int rest = text.codePointCount(0, text.length()) - start.getColumn();
    int length = end.getLine() == start.getLine() ? end.getColumn() - start.getColumn() : rest;
    return new Place(file, line, start.getColumn() + 1, Math.max(1, length));
  }
}
