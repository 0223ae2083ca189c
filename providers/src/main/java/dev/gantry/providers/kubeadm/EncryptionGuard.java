package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.providers.host.Command;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps kubeadm from taking encryption away: it writes the manifest of kube-apiserver anew from the
 * cluster's configuration, and an API server that lost {@code --encryption-provider-config} cannot
 * read what it has encrypted. So what a person put into the manifest alone stops the step, before
 * anything is changed.
 */
final class EncryptionGuard {
  private final ClusterWork work;

  EncryptionGuard(ClusterWork work) {
    this.work = work;
  }

  /**
   * @throws StepException code {@code encryption-would-be-lost}
   */
  void check(String node) throws StepException, InterruptedException {
    if (!work.cluster().isControlPlane(node)) {
      return;
    }
    String manifest =
        work.shell(node).run(Command.of("cat", Paths.manifest("kube-apiserver"))).stdout();
    SortedMap<String, String> runs = flags(manifest);
    if (runs.isEmpty()) {
      return;
    }
    Value.Fields written = UploadStep.kept(work).in(work.documents().cluster());
    SortedMap<String, String> kept = KeptConfiguration.flags(written.fields("apiServer"));
    for (var flag : runs.entrySet()) {
      if (!Optional.ofNullable(kept.get(flag.getKey())).equals(Optional.of(flag.getValue()))) {
        throw new StepException(lost(node, flag.getKey(), flag.getValue()), false);
      }
    }
  }

  /** The flags of encryption in a manifest of kube-apiserver. */
  static SortedMap<String, String> flags(String manifest) {
    SortedMap<String, String> flags = new TreeMap<>();
    for (Value container :
        items(YamlValues.parse(manifest).map(it -> it.fields("spec")), "containers")) {
      if (container instanceof Value.Fields fields) {
        for (Value word : items(Optional.of(fields), "command")) {
          String text = word.scalarText().orElse("");
          int equals = text.indexOf('=');
          if (equals > 2 && KeptConfiguration.ENCRYPTION.contains(text.substring(2, equals))) {
            flags.put(text.substring(2, equals), text.substring(equals + 1));
          }
        }
      }
    }
    return flags;
  }

  private static List<Value> items(Optional<Value.Fields> fields, String name) {
    return fields.flatMap(it -> it.find(name)).orElse(Value.Fields.empty())
            instanceof Value.Many many
        ? many.items()
        : List.of();
  }

  private static Diagnostic lost(String node, String flag, String value) {
    return Diagnostic.error(
            "encryption-would-be-lost",
            node + " would lose the encryption of its objects",
            "Its API server runs with --"
                + flag
                + "="
                + value
                + ", which is in its manifest and not in the cluster's configuration: kubeadm would"
                + " write the manifest without it, and encrypted objects could not be read. Add it,"
                + " and the volume with the file, to apiServer.extraArgs and apiServer.extraVolumes"
                + " of the ClusterConfiguration (kubectl -n kube-system edit configmap"
                + " kubeadm-config), then apply again.")
        .onHost(node);
  }
}
