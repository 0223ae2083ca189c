package dev.gantry.providers.encryption;

import java.util.Map;
import java.util.Set;

/**
 * Where kube-apiserver keeps a resource in etcd, below its default {@code --etcd-prefix}: built-in
 * ones under their plural whatever their group, with the exceptions of
 * pkg/kubeapiserver/default_storage_factory_builder.go; custom ones under group and plural
 * (apiextensions-apiserver, customresource_handler.go).
 */
final class EtcdPrefix {
  static final String ROOT = "/registry/";

  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "replicationcontrollers", "controllers",
          "endpoints", "services/endpoints",
          "services", "services/specs",
          "nodes", "minions",
          "ingresses.networking.k8s.io", "ingress");

  private static final Set<String> BUILT_IN =
      Set.of(
          "admissionregistration.k8s.io",
          "apps",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "internal.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  private EtcdPrefix() {}

  /**
   * The prefix of a resource's keys, with a slash at its end.
   *
   * @param resource {@code secrets}, or {@code widgets.example.com}
   */
  static String of(String resource) {
    String exception = EXCEPTIONS.get(resource);
    if (exception != null) {
      return ROOT + exception + "/";
    }
    int dot = resource.indexOf('.');
    if (dot < 0) {
      return ROOT + resource + "/";
    }
    String plural = resource.substring(0, dot);
    String group = resource.substring(dot + 1);
    return ROOT + (group.isEmpty() || BUILT_IN.contains(group) ? "" : group + "/") + plural + "/";
  }

  /** Whether it stands for resources that are not named one by one. */
  static boolean isWildcard(String resource) {
    return resource.startsWith("*");
  }

  /** Whether a wildcard stands for the core group's resources too: {@code *.} or {@code *.*}. */
  static boolean coversCore(String wildcard) {
    return wildcard.equals("*.") || wildcard.equals("*.*");
  }
}
