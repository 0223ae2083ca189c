package dev.gantry.cli.command;

import dev.gantry.cli.run.Toolbox;
import dev.gantry.providers.etcd.EtcdSnapshot;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves a cluster's etcd in a file here. */
@Command(
    description = {
      "Save a cluster's etcd in a file on this machine.",
      "",
      "The first control plane on which it goes well makes the snapshot and checks it; it is sent"
          + " here, compared as a whole, and removed there. It holds everything that the cluster"
          + " holds, Secrets too: the file gets mode 0600. Keep /etc/kubernetes/pki of a control"
          + " plane with it, and the file of encryption in etcd where there is one."
    },
    footer = {
      "",
      "Examples:",
      "  gantry etcd snapshot",
      "  gantry etcd snapshot ControlPlane/blue --out blue.db"
    })
final class EtcdSnapshotCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final double MIB = 1024.0 * 1024;

  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write it there. Default: etcd-NAME-TIME.db in the folder.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Parameters(
      arity = "0..1",
      paramLabel = "CONTROLPLANE",
      description = "Which cluster; the only one unless given.")
  private Optional<String> cluster = Optional.empty();

  EtcdSnapshotCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Configuration desired = configuration.load(root);
    State recorded = state.store(root).read();
    Recorded chosen = Clusters.withOwnEtcd(Clusters.chosen(recorded, cluster));
    Path file =
        root.path(
            out.map(Path::toString)
                .orElseGet(
                    () ->
                        "etcd-"
                            + chosen.address().name()
                            + "-"
                            + STAMP.format(root.context().clock().instant())
                            + ".db"));
    PrivateFile.refuseExisting(file, force);
    try (Toolbox.Hands hands = root.hands(desired, recorded);
        EtcdSnapshot snapshot = EtcdSnapshot.make(hands::run, Clusters.controlPlanes(chosen));
        InputStream bytes = snapshot.open()) {
      PrivateFile.write(file, bytes, force);
      root.terminal().out().print(told(chosen, snapshot, file));
      return ExitCode.DONE;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DiagnosticException(
          Diagnostic.error("interrupted", "Saving etcd was stopped", "Run it again."));
    }
  }

  private static String told(Recorded chosen, EtcdSnapshot snapshot, Path file) {
    return """
    Saved etcd of %s, from %s, as %s.
      Size      %s
      Revision  %d
      Keys      %d
      Hash      %s
      SHA-256   %s
    Bring it back by: gantry etcd restore %s
    """
        .formatted(
            chosen.address(),
            snapshot.host(),
            file,
            String.format(Locale.ROOT, "%.1f MiB", snapshot.size() / MIB),
            snapshot.facts().revision(),
            snapshot.facts().keys(),
            snapshot.facts().hash(),
            snapshot.sha256(),
            file);
  }
}
