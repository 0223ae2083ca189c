package dev.gantry.cli.command;

import dev.gantry.cli.run.Toolbox;
import dev.gantry.resources.config.Configuration;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.diagnostic.DiagnosticException;
import dev.gantry.state.Recorded;
import dev.gantry.state.State;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches the way to a cluster: its administrator's kubeconfig. */
@Command(
    description = {
      "Write the administrator's kubeconfig of a cluster.",
      "",
      "It is read from the first control plane that answers. It opens the cluster to whoever has it:"
          + " a file gets mode 0600, and without --out it goes to standard output."
    },
    footer = {
      "",
      "Examples:",
      "  gantry kubeconfig --out admin.conf",
      "  kubectl --kubeconfig admin.conf get nodes",
      "  gantry kubeconfig ControlPlane/blue --external --out blue.conf"
    })
final class KubeconfigCommand implements Runnable {
  private static final String SOURCE = "/etc/kubernetes/admin.conf";
  private static final Pattern SERVER = Pattern.compile("(?m)^(\\s*server:\\s*)\\S+$");

  private final Root root;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
  @Mixin private StateOptions state = new StateOptions();

  @Option(names = "--out", paramLabel = "FILE", description = "Write it there, mode 0600.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Option(
      names = "--external",
      description = "For the cluster's externalAccess instead of its endpoint.")
  private boolean external;

  @Parameters(
      arity = "0..1",
      paramLabel = "CONTROLPLANE",
      description = "Which cluster; the only one unless given.")
  private Optional<String> cluster = Optional.empty();

  KubeconfigCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    Configuration desired = configuration.load(root);
    State recorded = state.store(root).read();
    Recorded chosen = Clusters.chosen(recorded, cluster);
    String text =
        external
            ? external(read(desired, recorded, chosen), chosen)
            : read(desired, recorded, chosen);
    if (out.isEmpty()) {
      root.terminal().out().print(text);
      return;
    }
    Path file = root.path(out.get().toString());
    PrivateFile.write(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), force);
    root.terminal()
        .err()
        .print("Wrote " + file + ". Try: kubectl --kubeconfig " + file + " get nodes\n");
  }

  private String read(Configuration desired, State recorded, Recorded chosen) {
    try (Toolbox.Hands hands = root.hands(desired, recorded)) {
      return Clusters.ask(hands, chosen, dev.gantry.providers.host.Command.of("cat", SOURCE))
          .result()
          .stdout();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DiagnosticException(
          Diagnostic.error("interrupted", "Reading the kubeconfig was stopped", "Run it again."));
    }
  }

  private static String external(String text, Recorded chosen) {
    String address =
        chosen
            .attributes()
            .text("externalAccess")
            .orElseThrow(
                () ->
                    new DiagnosticException(
                        Diagnostic.error(
                                "no-external-access",
                                chosen.address() + " has no externalAccess",
                                "Set `externalAccess` on it and apply, so that the API's"
                                    + " certificate has that name too.")
                            .at(chosen.address())));
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    String port =
        chosen
            .attributes()
            .text("apiEndpoint")
            .map(endpoint -> endpoint.substring(endpoint.lastIndexOf(':') + 1))
            .orElse("6443");
    return SERVER.matcher(text).replaceAll("$1https://" + host + ":" + port);
  }
}
