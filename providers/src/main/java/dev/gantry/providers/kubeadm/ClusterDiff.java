package dev.gantry.providers.kubeadm;

import dev.gantry.resources.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Which parts of a cluster's set-up a change of its fields is about.
 *
 * @param before attributes that the cluster has; none for one that is not there
 * @param after attributes that it is to have
 */
record ClusterDiff(Value.Fields before, Value.Fields after) {
  private static final List<String> API_SERVER =
      List.of("apiServerExtraArgs", "publicAlternativeNames", "externalAccess");

  /** Whether the version changes. */
  boolean upgrades() {
    return differs("version");
  }

  /** Whether the ClusterConfiguration that the cluster keeps changes. */
  boolean reconfigures() {
    return upgrades()
        || apiServer()
        || differs("controllerManagerExtraArgs")
        || differs("schedulerExtraArgs")
        || etcd()
        || imageRepository();
  }

  /** Whether somebody else changed what Gantry keeps in the cluster's own configuration. */
  boolean configurationDrifted() {
    return differs("clusterConfiguration");
  }

  /** Whether the API server's flags or certificate change. */
  boolean apiServer() {
    return API_SERVER.stream().anyMatch(this::differs);
  }

  /** Whether the API server's certificate is to have other names. */
  boolean alternativeNames() {
    return differs("publicAlternativeNames") || differs("externalAccess");
  }

  /** Whether etcd's flags change. */
  boolean etcd() {
    return !before.fields("etcd").find("extraArgs").equals(after.fields("etcd").find("extraArgs"));
  }

  /** Whether the settings that all kubelets share change. */
  boolean kubelets() {
    return differs("kubeletConfiguration");
  }

  /** Whether the settings that all kube-proxies share change. */
  boolean proxies() {
    return differs("kubeProxyConfiguration");
  }

  private boolean imageRepository() {
    return !text(before).equals(text(after));
  }

  private static Optional<String> text(Value.Fields attributes) {
    return attributes.fields("packages").text("imageRepository");
  }

  private boolean differs(String name) {
    return !before.entries().isEmpty() && !before.find(name).equals(after.find(name));
  }

  /** Whether carrying out the change writes this file of a member anew. */
  boolean rewrites(String path) {
    if (before.entries().isEmpty() || upgrades() || imageRepository()) {
      return true;
    }
    if (path.equals(Paths.manifest("kube-apiserver"))) {
      return apiServer();
    }
    if (path.equals(Paths.manifest("kube-controller-manager"))) {
      return differs("controllerManagerExtraArgs");
    }
    if (path.equals(Paths.manifest("kube-scheduler"))) {
      return differs("schedulerExtraArgs");
    }
    if (path.equals(Paths.manifest("etcd"))) {
      return etcd();
    }
    return path.equals(Paths.KUBELET_CONFIG) && kubelets();
  }
}
