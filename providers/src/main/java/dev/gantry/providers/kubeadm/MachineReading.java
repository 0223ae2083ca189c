package dev.gantry.providers.kubeadm;

import dev.gantry.engine.probe.HostReading;
import dev.gantry.resources.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one member's machine said of itself. */
record MachineReading(HostReading.Answered answer) {

  /** Its own word on its membership. */
  Optional<MemberMark> mark() {
    return content(MemberMark.FILE).flatMap(MemberMark::parse);
  }

  /** Whether a kubelet of some cluster was set up on it. */
  boolean hasKubelet() {
    return answer.file(Paths.KUBELET_CONF).isPresent();
  }

  /** SHA-256 by path of the files that say how it is set up. */
  Value.Fields files(boolean controlPlane) {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (String path : Paths.files(controlPlane)) {
      answer.file(path).ifPresent(file -> hashes.put(path, file.sha256()));
    }
    SortedMap<String, String> manifests =
        ManifestSums.parse(output(KubeadmProbe.MANIFEST).orElse(""));
    manifests.keySet().retainAll(hashes.keySet());
    hashes.putAll(manifests);
    return Value.ofTexts(hashes);
  }

  /** The flags of its kubelet. */
  KubeletFlags flags() {
    return KubeletFlags.parse(content(Paths.KUBELET_FLAGS).orElse(""));
  }

  /** When the first of the certificates that kubeadm renews ends. */
  Optional<Instant> certificatesEnd() {
    return Paths.CERTIFICATES.stream()
        .flatMap(path -> content(path).stream())
        .flatMap(pem -> CaHash.certificate(pem).stream())
        .map(certificate -> certificate.getNotAfter())
        .min(Comparator.naturalOrder())
        .map(Date::toInstant);
  }

  /** Its own clock. */
  Optional<Instant> clock() {
    return output(KubeadmProbe.CLOCK)
        .filter(text -> text.matches("[0-9]{1,12}"))
        .flatMap(
            text -> {
              try {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
              } catch (DateTimeException _) {
                return Optional.empty();
              }
            });
  }

  /** The version of its kubeadm, with the v. */
  Optional<String> kubeadmVersion() {
    return output(KubeadmProbe.VERSION);
  }

  /** The version of its kubelet, with the v. */
  Optional<String> kubeletVersion() {
    return output(KubeadmProbe.KUBELET).map(text -> text.replaceFirst("^Kubernetes ", ""));
  }

  /**
   * The version of its containerd, without the v; it says {@code containerd MODULE VERSION
   * REVISION}.
   */
  Optional<String> containerdVersion() {
    return output(KubeadmProbe.CONTAINERD)
        .map(text -> text.split("\\s+", -1))
        .filter(words -> words.length > 2)
        .map(words -> words[2].replaceFirst("^v", ""));
  }

  /** The release of its kernel. */
  Optional<String> kernel() {
    return output(KubeadmProbe.KERNEL);
  }

  /** Whether its control groups are of the first version. */
  boolean hasCgroupV1() {
    return output(KubeadmProbe.CGROUP).filter(text -> !text.equals("cgroup2fs")).isPresent();
  }

  /** The hash of the cluster authority's key, where the machine has it. */
  Optional<String> caHash() {
    return content(Paths.CA).flatMap(CaHash::of);
  }

  private Optional<String> content(String path) {
    return answer.file(path).flatMap(HostReading.FileReading::content);
  }

  private Optional<String> output(String command) {
    return answer
        .command(command)
        .filter(output -> output.exit() == 0)
        .map(output -> output.stdout().strip())
        .filter(text -> !text.isEmpty());
  }
}
