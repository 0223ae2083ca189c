package dev.gantry.cli.command;

import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a starting configuration. Asks no machine. */
@Command(
    description = {
      "Write a starting configuration for a list of machines.",
      "",
      "With three machines or more the first three are control planes, else the first one is. No"
          + " machine is asked and no file is replaced."
    },
    footer = {
      "",
      "Examples:",
      "  gantry init root@10.0.0.11 root@10.0.0.12 root@10.0.0.13 --vip 10.0.0.10",
      "  gantry init admin@10.0.0.21:2222"
    })
final class InitCommand implements Callable<Integer> {
  private static final String NODES = "nodes.yaml";
  private static final String VIP = "vip.yaml";
  private static final String IGNORED = ".gitignore";

  private final Root root;

  @Parameters(
      arity = "1..*",
      paramLabel = "[USER@]ADDRESS[:PORT]",
      description = "A machine: its IP address, and how to log in.")
  private List<String> machines = new ArrayList<>();

  @Option(
      names = "--vip",
      paramLabel = "ADDRESS",
      description = "An address that the control planes shall share.")
  private Optional<String> vip = Optional.empty();

  InitCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    StartingConfiguration start = StartingConfiguration.of(machines, vip);
    refuseExisting();
    Files.createDirectories(root.folder());
    PrintStream out = root.terminal().out();
    write(NODES, start.nodes(), out);
    if (vip.isPresent()) {
      write(VIP, start.vip(), out);
    }
    if (Files.notExists(root.path(IGNORED))) {
      write(IGNORED, StartingConfiguration.IGNORED, out);
    }
    out.print("\nNext, look through these files, then:\n");
    out.print("  gantry validate\n  gantry plan\n  gantry apply\n");
    return ExitCode.DONE;
  }

  private void refuseExisting() {
    for (String name : vip.isPresent() ? List.of(NODES, VIP) : List.of(NODES)) {
      Path file = root.path(name);
      if (Files.exists(file)) {
        throw new DiagnosticException(
            Diagnostic.error(
                "already-there",
                "There is a configuration already",
                file + " exists and is not replaced. Edit it, or use another folder: --chdir DIR"));
      }
    }
  }

  private void write(String name, String text, PrintStream out) throws IOException {
    Files.writeString(root.path(name), text, StandardOpenOption.CREATE_NEW);
    out.print("Wrote " + name + "\n");
  }
}
