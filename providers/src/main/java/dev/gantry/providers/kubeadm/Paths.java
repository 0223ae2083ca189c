package dev.gantry.providers.kubeadm;

import java.util.List;

/** Where kubeadm and the kubelet keep things, and where Gantry keeps its mark. */
final class Paths {
  static final String ADMIN = "/etc/kubernetes/admin.conf";
  static final String KUBELET_CONF = "/etc/kubernetes/kubelet.conf";
  static final String PKI = "/etc/kubernetes/pki/";
  static final String CA = PKI + "ca.crt";
  static final String MANIFESTS = "/etc/kubernetes/manifests/";
  static final String KUBELET_CONFIG = "/var/lib/kubelet/config.yaml";
  static final String KUBELET_FLAGS = "/var/lib/kubelet/kubeadm-flags.env";

  /** Static pods of a control plane, in the order in which kubeadm makes them. */
  static final List<String> COMPONENTS =
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd");

  /** Certificates that kubeadm renews: those that are files of their own. */
  static final List<String> CERTIFICATES =
      List.of(
          PKI + "apiserver.crt",
          PKI + "apiserver-kubelet-client.crt",
          PKI + "apiserver-etcd-client.crt",
          PKI + "front-proxy-client.crt",
          PKI + "etcd/server.crt",
          PKI + "etcd/peer.crt",
          PKI + "etcd/healthcheck-client.crt");

  private Paths() {}

  static String manifest(String component) {
    return MANIFESTS + component + ".yaml";
  }

  /** Files that say how a member is set up, by whether it is a control plane. */
  static List<String> files(boolean controlPlane) {
    return controlPlane
        ? List.of(
            manifest("etcd"),
            manifest("kube-apiserver"),
            manifest("kube-controller-manager"),
            manifest("kube-scheduler"),
            KUBELET_CONFIG,
            KUBELET_FLAGS)
        : List.of(KUBELET_CONFIG, KUBELET_FLAGS);
  }
}
