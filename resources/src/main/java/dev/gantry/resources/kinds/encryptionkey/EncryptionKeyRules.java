package dev.gantry.resources.kinds.encryptionkey;

import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.kind.Durations;
import dev.gantry.resources.kind.Kind;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.controlplane.EtcdSpec;
import dev.gantry.resources.value.AttributePath;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of an EncryptionKey. */
final class EncryptionKeyRules {
  private static final Duration SHORTEST = Duration.ofHours(1);

  /** What kube-apiserver never encrypts, though it would take the words for names. */
  private static final Set<String> NEVER =
      Set.of("componentstatuses", "bindings", "nodes.metrics.k8s.io", "pods.metrics.k8s.io");

  private EncryptionKeyRules() {}

  static void check(
      String name, EncryptionKeySpec spec, Kind.Inventory siblings, Problems problems) {
    resources(spec.resources(), problems);
    interval(spec.rotationInterval(), problems);
    onlyOne(name, spec, siblings, problems);
    EncryptionKeyKind.controlPlane(spec, siblings)
        .filter(cluster -> cluster.etcd().mode() == EtcdSpec.Mode.EXTERNAL)
        .ifPresent(
            _ ->
                problems.error(
                    AttributePath.of("controlPlane"),
                    "encryption-external-etcd",
                    "ControlPlane/" + spec.controlPlane() + " has its etcd elsewhere",
                    "After a rotation every value is looked at in etcd itself, and Gantry has no way"
                        + " to an external one yet."));
  }

  private static void resources(List<String> resources, Problems problems) {
    if (resources.isEmpty()) {
      problems.error(
          AttributePath.of("resources"),
          "encryption-resources",
          "Nothing is to be encrypted",
          "Name at least `secrets`; to stop encrypting and keep the keys, set `provider: identity`.");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < resources.size(); i++) {
      String resource = resources.get(i);
      if (resource.equals(SpecReader.PLACEHOLDER)) {
        continue;
      }
      AttributePath at = AttributePath.of("resources").index(i);
      if (!ResourceNames.isName(resource) || NEVER.contains(resource)) {
        problems.error(
            at,
            "encryption-resource",
            Quote.of(resource) + " names nothing that can be encrypted",
            "Write plurals as kubectl api-resources has them, with their group: `secrets`,"
                + " `deployments.apps`, `widgets.example.com`, `*.apps`, `*.` or `*.*`.");
      } else if (!seen.add(resource)) {
        problems.error(
            at, "encryption-resource-twice", resource + " is there twice", "Take one of them out.");
      } else if (resources.stream().anyMatch(other -> ResourceNames.covers(other, resource))) {
        problems.error(
            at,
            "encryption-resource-twice",
            resource + " is in a wildcard of the list already",
            "Take it out, or the wildcard.");
      }
    }
  }

  private static void interval(String interval, Problems problems) {
    if (Durations.isDuration(interval)) {
      Duration length = Durations.parse(interval);
      if (!length.isZero() && length.compareTo(SHORTEST) < 0) {
        problems.error(
            AttributePath.of("rotationInterval"),
            "rotation-interval",
            Quote.of(interval) + " is too short",
            "A rotation writes every object anew: an hour at least, or 0s for never.");
      }
    }
  }

  private static void onlyOne(
      String name, EncryptionKeySpec spec, Kind.Inventory siblings, Problems problems) {
    siblings
        .all(EncryptionKeyKind.KIND)
        .headMap(name)
        .forEach(
            (other, theirs) -> {
              if (theirs.controlPlane().equals(spec.controlPlane())) {
                problems.error(
                    AttributePath.of("controlPlane"),
                    "two-encryption-keys",
                    "ControlPlane/"
                        + spec.controlPlane()
                        + " has EncryptionKey/"
                        + other
                        + " already",
                    "An API server reads one file: name all resources in one of them.");
              }
            });
  }
}
