package dev.gantry.providers.kubeadm;

import dev.gantry.engine.spi.StepException;
import dev.gantry.resources.diagnostic.Diagnostic;
import dev.gantry.resources.value.Value;
import dev.gantry.resources.yaml.YamlValues;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cluster's own {@code ClusterConfiguration} has that Gantry has no field for, or that
 * encryption in etcd depends on: it stays as it is when the configuration is written anew. Fields
 * are those of kubeadm's v1beta3 and v1beta4 (cmd/kubeadm/app/apis/kubeadm, types.go). What Gantry
 * has a field for is as the field says.
 */
final class KeptConfiguration {
  /**
   * Flags of the API server without which it cannot read what is in etcd. Nothing that Gantry does
   * for another reason may lose them.
   */
  static final List<String> ENCRYPTION =
      List.of("encryption-provider-config", "encryption-provider-config-automatic-reload");

  /** Fields that are left to others, by their dotted names. */
  static final List<String> PATHS =
      List.of(
          "certificatesDir",
          "certificateValidityPeriod",
          "caCertificateValidityPeriod",
          "encryptionAlgorithm",
          "featureGates",
          "dns.imageRepository",
          "dns.imageTag",
          "apiServer.timeoutForControlPlane",
          "apiServer.extraVolumes",
          "apiServer.extraEnvs",
          "controllerManager.extraVolumes",
          "controllerManager.extraEnvs",
          "scheduler.extraVolumes",
          "scheduler.extraEnvs",
          "etcd.local.imageRepository",
          "etcd.local.imageTag",
          "etcd.local.serverCertSANs",
          "etcd.local.peerCertSANs",
          "etcd.local.extraEnvs");

  /** Of these, what only one of the two versions knows; kubeadm refuses it in the other. */
  private static final Set<String> ONLY_V1BETA3 = Set.of("apiServer.timeoutForControlPlane");

  private static final Set<String> ONLY_V1BETA4 =
      Set.of(
          "certificateValidityPeriod",
          "caCertificateValidityPeriod",
          "encryptionAlgorithm",
          "apiServer.extraEnvs",
          "controllerManager.extraEnvs",
          "scheduler.extraEnvs",
          "etcd.local.extraEnvs");

  private final Value.Fields found;

  /**
   * @param found the document as the cluster keeps it, every scalar a text
   */
  KeptConfiguration(Value.Fields found) {
    this.found = found;
  }

  /** Of a cluster that is not there yet. */
  static KeptConfiguration none() {
    return new KeptConfiguration(Value.Fields.empty());
  }

  /**
   * That of a cluster.
   *
   * @throws StepException code {@code cluster-configuration}, when it has none that can be read: to
   *     write another over it could lose something
   */
  static KeptConfiguration of(ClusterWork work) throws StepException, InterruptedException {
    return new KeptConfiguration(
        YamlValues.parse(UploadStep.configuration(work))
            .orElseThrow(
                () ->
                    new StepException(
                        Diagnostic.error(
                            "cluster-configuration",
                            "The cluster's own configuration cannot be read",
                            "The ClusterConfiguration in the ConfigMap kubeadm-config of kube-system"
                                + " is no YAML. Mend it (kubectl -n kube-system edit configmap"
                                + " kubeadm-config), then apply again."),
                        false)));
  }

  /** The document as the cluster keeps it: what an upgrade works by. */
  Value.Fields found() {
    return found;
  }

  /** Our document with everything of theirs that is to stay. */
  Value.Fields in(Value.Fields ours) {
    boolean v1beta4 = ours.text("apiVersion").orElse("").endsWith("/v1beta4");
    Value.Fields merged = ours;
    for (String path : PATHS) {
      List<String> steps = List.of(path.split("\\.", -1));
      boolean known = !(v1beta4 ? ONLY_V1BETA3 : ONLY_V1BETA4).contains(path);
      Optional<Value> theirs = at(found, steps).filter(_ -> known);
      if (theirs.isPresent() && isRoom(merged, steps)) {
        merged = with(merged, steps, typed(theirs.get()));
      }
    }
    return withEncryption(merged, v1beta4);
  }

  /** An external etcd has no local part that anything could be added to. */
  private static boolean isRoom(Value.Fields ours, List<String> path) {
    boolean local = path.getFirst().equals("etcd");
    return at(ours, path).isEmpty() && (!local || ours.fields("etcd").find("local").isPresent());
  }

  private static Optional<Value> at(Value.Fields fields, List<String> path) {
    Optional<Value> here = fields.find(path.getFirst());
    return path.size() == 1
        ? here
        : at(fields.fields(path.getFirst()), path.subList(1, path.size()));
  }

  private static Value.Fields with(Value.Fields fields, List<String> path, Value value) {
    return path.size() == 1
        ? fields.with(path.getFirst(), value)
        : fields.with(
            path.getFirst(),
            with(fields.fields(path.getFirst()), path.subList(1, path.size()), value));
  }

  /** Truth values as such: of what is kept, none is text that only looks like one. */
  private static Value typed(Value value) {
    return switch (value) {
      case Value.Text(String text) when text.equals("true") || text.equals("false") ->
          Value.of(text.equals("true"));
      case Value.Fields fields -> {
        SortedMap<String, Value> entries = new TreeMap<>();
        fields
            .entries()
            .forEach((name, item) -> entries.put(name, name.equals("value") ? item : typed(item)));
        yield new Value.Fields(entries);
      }
      case Value.Many many ->
          new Value.Many(many.items().stream().map(KeptConfiguration::typed).toList());
      case Value.Text _, Value.Whole _, Value.Flag _, Value.Unknown _, Value.Sealed _ -> value;
    };
  }

  private Value.Fields withEncryption(Value.Fields ours, boolean v1beta4) {
    SortedMap<String, String> theirs = ExtraArgs.read(found.fields("apiServer"));
    SortedMap<String, String> declared = ExtraArgs.read(ours.fields("apiServer"));
    SortedMap<String, String> flags = new TreeMap<>(declared);
    for (String name : ENCRYPTION) {
      String value = theirs.get(name);
      if (value != null) {
        flags.putIfAbsent(name, value);
      }
    }
    return flags.equals(declared)
        ? ours
        : with(ours, List.of("apiServer", "extraArgs"), ExtraArgs.write(flags, v1beta4));
  }
}
