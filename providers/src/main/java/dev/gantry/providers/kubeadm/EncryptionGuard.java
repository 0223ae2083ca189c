package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.providers.host.CommandResult;
import dev.gantry.providers.host.Shell;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Keeps kubeadm from taking encryption away: it writes the manifest of kube-apiserver anew from the
 * cluster's configuration, and an API server that lost {@code --encryption-provider-config}, or the
 * volume with that file, cannot read what it has encrypted. So what a person put into the manifest
 * alone stops the step, before anything is changed.
 */
final class EncryptionGuard {
  private static final String FILE_FLAG = KeptConfiguration.ENCRYPTION.getFirst();

  /** By its text and not as YAML: what is written in another form must not be overlooked. */
  private static final Pattern FLAG =
      Pattern.compile(
          "--(" + String.join("|", KeptConfiguration.ENCRYPTION) + ")=([^\\s\"',\\]]+)");

  private static final String READ = "[ -e \"$1\" ] || exit 44\nexec cat -- \"$1\"";
  private static final int NO_MANIFEST = 44;

  private final ClusterWork work;
  private final SortedMap<String, String> kept;
  private final List<String> mounted;

  /**
   * @param written the ClusterConfiguration that kubeadm will write the manifest from
   */
  EncryptionGuard(ClusterWork work, Value.Fields written) {
    this.work = work;
    this.kept = ExtraArgs.read(written.fields("apiServer"));
    this.mounted = new ArrayList<>();
    mounted.add(written.text("certificatesDir").orElse(Paths.PKI));
    for (Value.Fields volume : written.fields("apiServer").groups("extraVolumes")) {
      volume.text("mountPath").ifPresent(mounted::add);
    }
  }

  /**
   * Checks a control plane; one without a manifest has nothing to lose.
   *
   * @throws StepException code {@code encryption-would-be-lost}; or when the manifest cannot be
   *     read
   */
  void check(String node) throws StepException, InterruptedException {
    for (var flag : flags(manifest(node)).entrySet()) {
      String name = flag.getKey();
      if (!Optional.ofNullable(kept.get(name)).equals(Optional.of(flag.getValue()))) {
        throw lost(node, flagOnly(name, flag.getValue()));
      }
      if (name.equals(FILE_FLAG) && mounted.stream().noneMatch(it -> isIn(it, flag.getValue()))) {
        throw lost(node, noVolume(flag.getValue()));
      }
    }
  }

  private String manifest(String node) throws StepException, InterruptedException {
    String path = Paths.manifest("kube-apiserver");
    Shell shell = work.shell(node);
    CommandResult read = shell.run(Command.script(READ, List.of(path)));
    if (read.exit() == NO_MANIFEST) {
      return "";
    }
    if (!read.ok()) {
      throw shell.failed("cat " + path, read, "Apply again when it can be read.");
    }
    return read.stdout();
  }

  /** The flags of encryption in a manifest of kube-apiserver, remarks left out. */
  static SortedMap<String, String> flags(String manifest) {
    SortedMap<String, String> flags = new TreeMap<>();
    manifest
        .lines()
        .filter(line -> !line.stripLeading().startsWith("#"))
        .flatMap(line -> FLAG.matcher(line).results())
        .forEach(found -> flags.put(found.group(1), found.group(2)));
    return flags;
  }

  private static boolean isIn(String folder, String file) {
    return file.equals(folder) || file.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }

  private static String flagOnly(String flag, String value) {
    return "Its API server runs with --"
        + flag
        + "="
        + value
        + ", which is in its manifest and not in the cluster's configuration: kubeadm would write the"
        + " manifest without it, and encrypted objects could not be read. Add it";
  }

  private static String noVolume(String file) {
    return "Its API server reads "
        + file
        + ", and no volume of the cluster's configuration has that file: kubeadm would write the"
        + " manifest without the volume, and the API server would not start. Keep the flag";
  }

  private static StepException lost(String node, String why) {
    return new StepException(
        Diagnostic.error(
                "encryption-would-be-lost",
                node + " would lose the encryption of its objects",
                why
                    + ", and the volume with the file, in apiServer.extraArgs and"
                    + " apiServer.extraVolumes of the ClusterConfiguration (kubectl -n kube-system"
                    + " edit configmap kubeadm-config), then apply again.")
            .onHost(node),
        false);
  }
}
