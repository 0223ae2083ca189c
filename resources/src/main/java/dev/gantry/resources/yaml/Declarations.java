package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.yaml.tree.Place;
import dev.gantry.resources.yaml.tree.SourceFile;
import dev.gantry.resources.yaml.tree.TreeReader;
import dev.gantry.resources.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sorts the documents of all files into resources and the Project. */
final class Declarations {
  /** The kind that is no resource. */
  static final String PROJECT = "Project";

  private final SortedMap<String, Kind<?>> kinds;
  private final SortedSet<String> kindNames;
  private final Findings findings;
  private final SortedMap<ResourceAddress, Declaration> resources = new TreeMap<>();
  private final List<Declaration> strays = new ArrayList<>();
  private final Set<String> claimed = new HashSet<>();
  private Optional<Envelope> project = Optional.empty();

  private Declarations(SortedMap<String, Kind<?>> kinds, Findings findings) {
    this.kinds = kinds;
    this.kindNames = new TreeSet<>(kinds.keySet());
    this.kindNames.add(PROJECT);
    this.findings = findings;
  }

  static Declared read(
      List<SourceFile> files, SortedMap<String, Kind<?>> kinds, Findings findings) {
    boolean whole = findings.errors() == 0;
    Declarations reader = new Declarations(kinds, findings);
    for (SourceFile file : files) {
      long before = findings.errors();
      TreeReader.Documents documents = TreeReader.read(file, findings);
      whole &= documents.whole();
      if (findings.errors() == before && documents.documents().isEmpty()) {
        reader.nothingIn(file);
      }
      documents.documents().forEach(reader::document);
    }
    return new Declared(reader.resources, reader.strays, reader.project, reader.claimed, whole);
  }

  private void nothingIn(SourceFile file) {
    findings.add(
        file.text().isBlank()
            ? Diagnostic.error(
                "empty-file",
                "The file " + file.name() + " is empty",
                "Write a document into it, or remove it.")
            : Diagnostic.warning(
                "empty-file",
                "The file " + file.name() + " declares nothing",
                "It holds only comments and separators."));
  }

  private void document(YamlNode document) {
    Optional<Envelope> read = Envelope.read(document, kindNames, findings);
    if (read.isEmpty()) {
      return;
    }
    Envelope envelope = read.get();
    boolean named = envelope.name().map(Envelope.Name::valid).orElse(false);
    if (envelope.kind().isEmpty() || !named || !envelope.readable()) {
      envelope.name().ifPresent(name -> claimed.add(name.text()));
    }
    if (envelope.kind().isPresent() && envelope.readable()) {
      declare(envelope.kind().get(), envelope);
    }
  }

  private void declare(String kindName, Envelope envelope) {
    Optional<ResourceAddress> address =
        envelope
            .name()
            .filter(Envelope.Name::valid)
            .map(name -> new ResourceAddress(kindName, name.text()));
    Kind<?> kind = kinds.get(kindName);
    if (kind == null) {
      project(envelope);
      return;
    }
    Optional<Declaration> first =
        address.flatMap(taken -> Optional.ofNullable(resources.get(taken)));
    first.ifPresent(
        same -> duplicate(address.orElseThrow() + " is declared twice", envelope, same.place()));
    boolean stray = address.isEmpty() || first.isPresent();
    Declaration declaration =
        new Declaration(
            new Context(findings, stray ? Optional.empty() : address, kindName),
            kind,
            envelope.spec(),
            envelope.dependsOn(),
            envelope.place(),
            envelope.specPlace());
    if (stray) {
      strays.add(declaration);
    } else {
      resources.put(address.orElseThrow(), declaration);
    }
  }

  private void project(Envelope envelope) {
    if (project.isPresent()) {
      duplicate("A folder has one Project", envelope, project.get().place());
    } else {
      project = Optional.of(envelope);
    }
  }

  private void duplicate(String summary, Envelope second, Place first) {
    findings.add(
        Diagnostic.error(
                "duplicate-resource",
                summary,
                "It is first declared at " + first + ". Rename or remove one of the two.")
            .at(second.place().range()));
  }
}
