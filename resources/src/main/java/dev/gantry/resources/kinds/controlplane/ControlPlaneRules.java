package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.diagnostic.Quote;
import dev.gantry.resources.kind.Problems;
import dev.gantry.resources.kind.SpecReader;
import dev.gantry.resources.kinds.node.LabelSyntax;
import dev.gantry.resources.value.AttributePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must hold of a ControlPlane's fields, each by itself. */
final class ControlPlaneRules {
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\x{2028}\\x{2029}]{0,4096}");
  private static final Pattern SETTING = Pattern.compile("[a-z][A-Za-z0-9]{0,98}");
  private static final Pattern DOTTED =
      Pattern.compile("[a-z][A-Za-z0-9]{0,98}(\\.[a-z][A-Za-z0-9]{0,98}){0,4}");
  private static final Pattern CHECK = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)(\\*\\.)?[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*");

  private ControlPlaneRules() {}

  static void check(ControlPlaneSpec spec, Problems problems) {
    version(spec, problems);
    endpoint(spec, problems);
    flags("apiServerExtraArgs", spec.apiServerExtraArgs(), problems);
    flags("controllerManagerExtraArgs", spec.controllerManagerExtraArgs(), problems);
    flags("schedulerExtraArgs", spec.schedulerExtraArgs(), problems);
    flags("kubeletExtraArgs", spec.kubeletExtraArgs(), problems);
    settings(spec.kubeletConfiguration(), problems);
    proxySettings(spec.kubeProxyConfiguration(), problems);
    alternativeNames(spec.publicAlternativeNames(), problems);
    annotations(spec.annotations(), problems);
    etcd(spec.etcd(), problems);
    preflight(spec.preflight(), problems);
    ViaRules.check(spec, problems);
  }

  private static void version(ControlPlaneSpec spec, Problems problems) {
    if (spec.version().equals(SpecReader.PLACEHOLDER)) {
      return;
    }
    Optional<KubernetesVersion> version = KubernetesVersion.parse(spec.version());
    if (version.isEmpty()) {
      problems.error(
          AttributePath.of("version"),
          "kubernetes-version",
          Quote.of(spec.version()) + " is no version of Kubernetes",
          "Write a released one with all three numbers: `1.36.2`.");
    } else if (version.get().compareTo(KubernetesVersion.OLDEST) < 0) {
      problems.error(
          AttributePath.of("version"),
          "kubernetes-version",
          "Kubernetes " + version.get() + " is too old",
          "Gantry makes clusters of " + KubernetesVersion.OLDEST + " and newer.");
    }
  }

  private static void endpoint(ControlPlaneSpec spec, Problems problems) {
    spec.endpoint()
        .address()
        .filter(address -> !address.equals(SpecReader.PLACEHOLDER))
        .filter(address -> HostAndPort.parse(address).isEmpty())
        .ifPresent(
            address ->
                problems.error(
                    AttributePath.of("endpoint", "address"),
                    "endpoint-syntax",
                    Quote.of(address) + " is no address of an API",
                    "Write an address or a DNS name, with a port where it is not 6443:"
                        + " `10.0.0.100`, `[fd00::100]:6443`, `api.example.org:8443`."));
  }

  private static void flags(String field, Map<String, String> flags, Problems problems) {
    flags.forEach(
        (flag, value) -> {
          AttributePath at = AttributePath.of(field).field(flag);
          if (!ComponentFlags.isFlag(flag, value)) {
            problems.error(
                at,
                "flag-syntax",
                Quote.of(flag) + " is not a flag with a value of one line",
                "A flag is written without leading dashes, in lower case: `audit-log-maxage`.");
          } else if (ComponentFlags.isTaken(flag)) {
            problems.error(
                at,
                "flag-taken",
                "--" + flag + " follows from other fields",
                "Take it out: see `network`, `etcd` and `endpoint`, and the kind EncryptionKey.");
          }
        });
  }

  private static void settings(Map<String, String> settings, Problems problems) {
    settings.forEach(
        (name, value) -> {
          if (!SETTING.matcher(name).matches()
              || !LINE.matcher(value).matches()
              || name.equals("cgroupDriver")
              || name.equals("kind")) {
            problems.error(
                AttributePath.of("kubeletConfiguration").field(name),
                "kubelet-setting",
                Quote.of(name) + " cannot be set here",
                "Settings are top-level scalars of a KubeletConfiguration, such as `failCgroupV1`;"
                    + " cgroupDriver follows from a Node's `runtime.cgroupDriver`.");
          }
        });
  }

  private static void proxySettings(Map<String, String> settings, Problems problems) {
    settings.forEach(
        (name, value) -> {
          if (!DOTTED.matcher(name).matches()
              || !LINE.matcher(value).matches()
              || name.equals("clusterCIDR")
              || name.equals("kind")) {
            problems.error(
                AttributePath.of("kubeProxyConfiguration").field(name),
                "kube-proxy-setting",
                Quote.of(name) + " cannot be set here",
                "Settings are scalars of a KubeProxyConfiguration by their dotted names, such as"
                    + " `mode` or `conntrack.maxPerCore`; clusterCIDR follows from"
                    + " `network.podCIDR`.");
          }
        });
  }

  private static void alternativeNames(List<String> names, Problems problems) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!name.equals(SpecReader.PLACEHOLDER)
          && !NAME.matcher(name).matches()
          && Cidr.address(name).isEmpty()) {
        problems.error(
            AttributePath.of("publicAlternativeNames").index(i),
            "alternative-name",
            Quote.of(name) + " is neither an address nor a DNS name",
            "Only IP addresses and DNS names of at most 253 characters go into a certificate.");
      }
    }
  }

  private static void annotations(Map<String, String> annotations, Problems problems) {
    annotations
        .keySet()
        .forEach(
            key ->
                LabelSyntax.wrongAnnotationKey(key)
                    .ifPresent(
                        why ->
                            problems.error(
                                AttributePath.of("annotations").field(key),
                                "annotation-syntax",
                                Quote.of(key) + " is not an annotation's key",
                                why)));
  }

  private static void etcd(EtcdSpec etcd, Problems problems) {
    boolean external = etcd.mode() == EtcdSpec.Mode.EXTERNAL;
    if (external && etcd.endpoints().isEmpty()) {
      problems.error(
          AttributePath.of("etcd", "mode"),
          "etcd-endpoints",
          "An external etcd needs its endpoints",
          "List the members' URLs in `etcd.endpoints`, and their files in `etcd.client`.");
    }
    if (!external && (!etcd.endpoints().isEmpty() || etcd.client().isPresent())) {
      problems.error(
          AttributePath.of("etcd", etcd.endpoints().isEmpty() ? "client" : "endpoints"),
          "etcd-mode",
          "Local etcd has no endpoints of its own",
          "Set `etcd.mode: external`, or take them out.");
    }
    flags("etcd", etcd.extraArgs(), problems);
  }

  private static void preflight(PreflightSpec preflight, Problems problems) {
    for (int i = 0; i < preflight.waive().size(); i++) {
      PreflightSpec.WaiverSpec waiver = preflight.waive().get(i);
      if (!CHECK.matcher(waiver.name()).matches() || waiver.name().equalsIgnoreCase("all")) {
        problems.error(
            AttributePath.of("preflight", "waive").index(i).field("name"),
            "preflight-check",
            Quote.of(waiver.name()) + " is no check that can be waived",
            "Name one check as kubeadm prints it between brackets: `SystemVerification`.");
      }
    }
  }
}
