package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.ProbeRequest;
import dev.gantry.providers.etcd.EtcdStatus;
import dev.gantry.providers.host.Scripts;
import dev.gantry.providers.kube.ApiServer;
import dev.gantry.providers.kube.ClusterNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a cluster asks of a member's machine. Everything only reads, and may be missing. */
final class KubeadmProbe {
  static final String API = "kubeadm-api";
  static final String CLOCK = "kubeadm-clock";
  static final String VERSION = "kubeadm-version";
  static final String KUBELET = "kubeadm-kubelet";
  static final String CGROUP = "kubeadm-cgroup";
  static final String CONTAINERD = "kubeadm-containerd";
  static final String KERNEL = "kubeadm-kernel";
  static final String MANIFEST = "kubeadm-manifest";

  private static final String PROGRAM = Scripts.beside(KubeadmProbe.class, "api.sh");

  private KubeadmProbe() {}

  /**
   * The request of one machine.
   *
   * @param server the machine's API server, where it is a control plane
   */
  static ProbeRequest of(Optional<ApiServer> server) {
    SortedMap<String, List<String>> commands = new TreeMap<>();
    commands.put(CLOCK, List.of("date", "-u", "+%s"));
    commands.put(VERSION, List.of("kubeadm", "version", "-o", "short"));
    commands.put(KUBELET, List.of("kubelet", "--version"));
    commands.put(CGROUP, List.of("stat", "-fc", "%T", "/sys/fs/cgroup"));
    commands.put(CONTAINERD, List.of("containerd", "--version"));
    commands.put(KERNEL, List.of("uname", "-r"));
    SortedSet<String> contents = new TreeSet<>(List.of(MemberMark.FILE, Paths.KUBELET_FLAGS));
    SortedSet<String> files = new TreeSet<>(Paths.files(server.isPresent()));
    files.add(Paths.KUBELET_CONF);
    if (server.isPresent()) {
      commands.put(EtcdStatus.NAME, EtcdStatus.command());
      commands.put(MANIFEST, ManifestSums.argv(List.of(Paths.manifest("kube-apiserver"))));
      contents.add(Paths.CA);
      contents.addAll(Paths.CERTIFICATES);
      commands.put(
          API, List.of("/bin/sh", "-c", PROGRAM, "sh", server.get().url(), ClusterNode.JSONPATH));
    }
    return new ProbeRequest(files, contents, commands);
  }
}
