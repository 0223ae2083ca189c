package dev.gantry.resources.yaml;

import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.config.Desired;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.diagnostic.Findings;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.SpecModel;
import dev.gantry.resources.yaml.tree.FolderReader;
import dev.gantry.resources.yaml.tree.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Loads a folder of configuration: bytes, trees, declarations, resolved resources, rules. Each
 * stage goes on past what is wrong, so that all problems of a folder are told at once; the next
 * stages keep quiet about what follows from them.
 *
 * <p>Thread safe; nothing is kept between two calls.
 */
public final class ConfigLoader {
  private final SortedMap<String, Kind<?>> kinds = new TreeMap<>();

  /**
   * @param kinds what can be declared
   */
  public ConfigLoader(List<Kind<?>> kinds) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
  }

  /**
   * Loads every {@code *.yaml} and {@code *.yml} of a folder.
   *
   * @param folder its path as the person gave it; diagnostics name files by it
   * @param variables values for the Project's variables; they win over {@code GANTRY_VAR_<name>} in
   *     the environment, and those over the defaults
   * @param environment for {@code ${env.X}}
   * @throws DiagnosticException with every problem of the folder, sorted by place
   */
  public Configuration load(
      Path folder, Map<String, String> variables, Map<String, String> environment) {
    return load(folder, new TreeMap<>(), variables, environment);
  }

  /**
   * Loads a folder as it will be with more files in it; the folder need not be there yet.
   *
   * @param more text by file name
   * @throws DiagnosticException as above
   */
  public Configuration load(
      Path folder,
      SortedMap<String, String> more,
      Map<String, String> variables,
      Map<String, String> environment) {
    Findings findings = new Findings();
    List<SourceFile> files = new ArrayList<>();
    if (more.isEmpty() || FolderReader.hasAny(folder)) {
      files.addAll(FolderReader.read(folder, findings));
    }
    more.forEach((name, text) -> files.add(SourceFile.of(name, text)));
    Declared declared = Declarations.read(files, kinds, findings);
    FileTexts texts = new FileTexts(folder);
    Project.Outside outside = new Project.Outside(variables, environment);
    Project project = Project.read(declared, kinds, outside, texts, findings);
    checkDefaults(project, findings);
    Scope scope = new Scope(project.variables(), environment, texts);
    SortedMap<ResourceAddress, Resolved> resolved = Linker.link(declared, project, scope);
    Rules.check(resolved);
    findings.stopOnErrors();
    return Configuration.of(desired(resolved), findings.sorted()).with(project.encryption());
  }

  /** On their own, so that a wrong default is told once, also when no resource inherits it. */
  private void checkDefaults(Project project, Findings findings) {
    project
        .defaults()
        .forEach(
            (name, spec) -> {
              Kind<?> kind = kinds.get(name);
              if (kind != null) {
                SpecDecoder.checkPartial(
                    SpecModel.of(kind.spec()),
                    Expander.leaveOut(spec),
                    new Context(findings, Optional.empty(), name));
              }
            });
  }

  private static SortedMap<ResourceAddress, Desired> desired(
      SortedMap<ResourceAddress, Resolved> resolved) {
    SortedMap<ResourceAddress, Desired> desired = new TreeMap<>();
    resolved.forEach(
        (address, resource) ->
            desired.put(
                address,
                new Desired(
                    address,
                    resource.decoded().fields(),
                    new TreeSet<>(resource.edges().keySet()),
                    resource.decoded().references(),
                    resource.declaration().place().range())));
    return desired;
  }
}
