package dev.gantry.cli.command;

import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.yaml.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which values the configuration's variables have. */
final class ConfigurationOptions {
  private static final String VARIABLE = "NAME=VALUE";

  @Option(
      names = "--var",
      paramLabel = VARIABLE,
      description = "Set a variable of the configuration. May be given several times.")
  private List<String> variables = new ArrayList<>();

  @Option(
      names = "--var-file",
      paramLabel = "FILE",
      description = "Set variables from a file of NAME=VALUE lines; --var wins.")
  private List<String> files = new ArrayList<>();

  /**
   * Loads the folder's configuration.
   *
   * @throws DiagnosticException with everything that is wrong with it
   */
  Configuration load(Root root) {
    return new ConfigLoader(root.context().toolbox().kinds())
        .load(shown(root), variables(root), root.context().environment());
  }

  /**
   * Loads the folder's configuration as it will be with more files in it.
   *
   * @param more text by file name
   * @throws DiagnosticException with everything that is wrong with it
   */
  Configuration load(Root root, SortedMap<String, String> more) {
    return new ConfigLoader(root.context().toolbox().kinds())
        .load(shown(root), more, variables(root), root.context().environment());
  }

  /** The folder as people will want to read it in messages: relative where it can be. */
  private static Path shown(Root root) {
    Path here = root.context().folder();
    Path folder = root.folder();
    return folder.startsWith(here) && !here.isAbsolute() ? here.relativize(folder) : folder;
  }

  private SortedMap<String, String> variables(Root root) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String file : files) {
      values.putAll(VariableFile.read(root.path(file)));
    }
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new DiagnosticException(
            Diagnostic.error(
                "bad-variable",
                "Not a variable: \"" + variable + "\"",
                "Write --var " + VARIABLE + ", for example --var region=north."));
      }
      values.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return values;
  }
}
