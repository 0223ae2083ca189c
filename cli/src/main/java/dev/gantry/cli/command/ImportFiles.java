package dev.gantry.cli.command;

import dev.gantry.engine.spi.Import;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.yaml.YamlText;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of what was found: one a kind, such as {@code node.yaml}.
 *
 * @param texts by file name
 */
record ImportFiles(Root root, SortedMap<String, String> texts) {
  ImportFiles {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  static ImportFiles of(Import.Found found, Root root) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Import.Declared declared : found.resources()) {
      String document =
          YamlText.document(
              kind(declared.address(), root),
              declared.address(),
              declared.spec(),
              declared.remarks());
      texts.merge(
          declared.address().kind().toLowerCase(Locale.ROOT) + ".yaml",
          document,
          (all, one) -> all + "---\n" + one);
    }
    return new ImportFiles(root, texts);
  }

  /**
   * Makes sure that no file would be replaced.
   *
   * @throws DiagnosticException with all that would
   */
  void refuseExisting() {
    List<Diagnostic> problems =
        texts.keySet().stream()
            .map(root::path)
            .filter(Files::exists)
            .map(
                file ->
                    Diagnostic.error(
                        "already-there",
                        "There is a configuration already",
                        file + " exists and is not replaced. Use another folder: --out DIR"))
            .toList();
    if (!problems.isEmpty()) {
      throw new DiagnosticException(problems);
    }
  }

  private static Kind<?> kind(ResourceAddress address, Root root) {
    return root.context().toolbox().kinds().stream()
        .filter(kind -> kind.name().equals(address.kind()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kind of " + address));
  }
}
