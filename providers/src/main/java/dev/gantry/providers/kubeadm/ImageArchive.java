package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepContext;
import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Checksums;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Content;
import dev.gantry.providers.host.Ledger;
import dev.gantry.providers.host.RemoteFile;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.address.ResourceAddress;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An archive of images on this machine, and its way into a runtime. */
record ImageArchive(Path file, ResourceAddress owner) {
  private static final String FOLDER = "/var/lib/gantry/images/";

  /** The archives that a path means: itself, or every {@code .tar} of a folder, sorted. */
  static List<Path> files(Path path) throws StepException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> found = Files.list(path)) {
      return found.filter(file -> file.toString().endsWith(".tar")).sorted().toList();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Sends and loads it, unless that was done before. */
  void load(Shell shell, Ledger ledger, RuntimeSpec.Type runtime, StepContext context)
      throws StepException, InterruptedException {
    Content content = new Content.LocalFile(file);
    String sum = sum(content);
    String note = "images:" + sum;
    if (ledger.readNote(owner, note).isPresent()) {
      return;
    }
    String path = FOLDER + sum + ".tar";
    shell.put(new RemoteFile(path, content, "0600", "root:root"));
    Command command = loading(runtime, path).within(Duration.ofMinutes(10));
    CommandResult result = shell.run(command);
    if (!result.ok()) {
      throw shell.failed(
          "loading the images of " + file,
          result,
          "Is it a docker or OCI archive? Look with `tar tf` at it.");
    }
    shell.must("Remove it by hand.", "rm", "-f", path);
    shell.run(Command.of("rmdir", FOLDER));
    ledger.noteBefore(owner, note, String.valueOf(file.getFileName()));
    context.progress("loaded " + file.getFileName());
  }

  private static Command loading(RuntimeSpec.Type runtime, String path) {
    return switch (runtime) {
      case DOCKER -> Command.of("docker", "load", "--quiet", "--input", path);
      case CONTAINERD, NONE -> Command.of("ctr", "--namespace=k8s.io", "images", "import", path);
    };
  }

  private String sum(Content content) throws StepException {
    try {
      return Checksums.of(content);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static StepException unreadable(Path path, IOException why) {
    return new StepException(
        Diagnostic.error(
            "file-unreadable",
            "The archive of images " + path + " cannot be read",
            why.getMessage() + "\nCorrect `packages.images` or put the file there."),
        false);
  }
}
