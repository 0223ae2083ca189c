package dev.gantry.providers.kubeadm;

import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings in a KubeletConfiguration or a KubeProxyConfiguration that differ from what kubeadm
 * writes by itself (its componentconfigs package). Both are written whole by kubeadm, most of them
 * empty or zero: that is the same as not set.
 */
final class ImportedSettings {
  private static final Set<String> ZERO = Set.of("", "0s");

  /** What kubeadm sets, and what follows from other fields; the paths below them too. */
  private static final Map<String, String> OF_KUBEADM =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("authentication.anonymous.enabled", "false"),
              Map.entry("authentication.webhook.enabled", "true"),
              Map.entry("authentication.x509.clientCAFile", Paths.CA),
              Map.entry("authorization.mode", "Webhook"),
              Map.entry("healthzBindAddress", "127.0.0.1"),
              Map.entry("healthzPort", "10248"),
              Map.entry("rotateCertificates", "true"),
              Map.entry("staticPodPath", "/etc/kubernetes/manifests"),
              Map.entry("logging.verbosity", "0"),
              Map.entry("logging.flushFrequency", "0"),
              Map.entry("logging.options.json.infoBufferSize", "0"),
              Map.entry("logging.options.text.infoBufferSize", "0"),
              Map.entry("bindAddress", "0.0.0.0"),
              Map.entry("bindAddressHardFail", "false"),
              Map.entry("enableProfiling", "false"),
              Map.entry("clientConnection.burst", "0"),
              Map.entry("conntrack.tcpBeLiberal", "false"),
              Map.entry("clientConnection.qps", "0"),
              Map.entry("clientConnection.kubeconfig", "/var/lib/kube-proxy/kubeconfig.conf"),
              Map.entry("iptables.masqueradeAll", "false"),
              Map.entry("ipvs.strictARP", "false"),
              Map.entry("nftables.masqueradeAll", "false"),
              Map.entry("showHiddenMetricsForVersion", ""),
              Map.entry("winkernel.enableDSR", "false"),
              Map.entry("winkernel.forwardHealthCheckVip", "false")));

  /** What is not a setting, or follows from other fields or from the machine. */
  private static final Set<String> NOT_ASKED =
      Set.of(
          "apiVersion",
          "cgroupDriver",
          "clusterCIDR",
          "clusterDNS",
          "clusterDomain",
          "containerRuntimeEndpoint",
          "kind",
          "resolvConf");

  private final SortedMap<String, String> settings = new TreeMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final boolean dotted;

  private ImportedSettings(boolean dotted) {
    this.dotted = dotted;
  }

  /** Of a KubeletConfiguration: the field takes scalars at its top only. */
  static ImportedSettings ofKubelet(Value.Fields document) {
    return new ImportedSettings(false).read(document);
  }

  /** Of a KubeProxyConfiguration: the field takes any scalar by its dotted name. */
  static ImportedSettings ofProxy(Value.Fields document) {
    return new ImportedSettings(true).read(document);
  }

  private ImportedSettings read(Value.Fields document) {
    document
        .entries()
        .forEach(
            (name, value) -> {
              if (!NOT_ASKED.contains(name)) {
                take(name, value);
              }
            });
    return this;
  }

  private void take(String path, Value value) {
    if (value instanceof Value.Fields group) {
      group.entries().forEach((name, inner) -> take(path + "." + name, inner));
      return;
    }
    Optional<String> text = value.scalarText();
    if (text.isPresent() && isUsual(path, text.get())) {
      return;
    }
    if (text.isPresent() && (dotted || !path.contains("."))) {
      settings.put(path, text.get());
    } else if (!(value instanceof Value.Many(List<Value> items) && items.isEmpty())) {
      leftOut.add(path);
    }
  }

  private static boolean isUsual(String path, String text) {
    return ZERO.contains(text)
        || Optional.of(text).equals(Optional.ofNullable(OF_KUBEADM.get(path)));
  }

  /** By name. */
  SortedMap<String, String> settings() {
    return settings;
  }

  /** What has no field, by its path in the document. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}
