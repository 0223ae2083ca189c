package dev.gantry.providers.kubeadm;

import dev.gantry.resources.kinds.controlplane.Cidr;
import dev.gantry.resources.kinds.controlplane.ComponentFlags;
import dev.gantry.resources.kinds.controlplane.KubernetesVersion;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of a ControlPlane that a ClusterConfiguration of v1beta3 or v1beta4 stands for; what
 * is at its default is left out. What has no field is told in {@code leftOut}, by its path.
 */
final class ImportedFields {
  private static final Map<String, String> DEFAULTS =
      new TreeMap<>(
          Map.of(
              "caCertificateValidityPeriod", "87600h0m0s",
              "certificateValidityPeriod", "8760h0m0s",
              "certificatesDir", "/etc/kubernetes/pki",
              "encryptionAlgorithm", "RSA-2048"));

  /** Read below, or of no meaning once the cluster is made. */
  private static final Set<String> READ =
      Set.of(
          "apiServer",
          "apiVersion",
          "clusterName",
          "controlPlaneEndpoint",
          "controllerManager",
          "etcd",
          "imageRepository",
          "kind",
          "kubernetesVersion",
          "networking",
          "scheduler");

  private final String name;
  private final Value.Fields cluster;
  private final List<String> leftOut = new ArrayList<>();
  private Value.Fields spec = Value.Fields.empty();

  /**
   * @param name of the resource, which kubeadm is told as the cluster's
   */
  ImportedFields(String name, Value.Fields cluster) {
    this.name = name;
    this.cluster = cluster;
  }

  /** What has no field, by its path in the ClusterConfiguration. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /**
   * The fields.
   *
   * @param endpoint where the API is, should the configuration not say so
   */
  Value.Fields read(String endpoint) {
    set(
        "version",
        cluster
            .text("kubernetesVersion")
            .flatMap(KubernetesVersion::parse)
            .map(it -> Value.of(it.toString())));
    String api = cluster.text("controlPlaneEndpoint").filter(it -> !it.isBlank()).orElse(endpoint);
    spec = spec.with("endpoint", Value.Fields.empty().with("address", Value.of(api)));
    SortedMap<String, String> manager =
        flags("controllerManager", cluster.fields("controllerManager"));
    network(manager);
    flagField("apiServerExtraArgs", flags("apiServer", cluster.fields("apiServer")));
    flagField("controllerManagerExtraArgs", kept("controllerManager", manager));
    flagField("schedulerExtraArgs", flags("scheduler", cluster.fields("scheduler")));
    List<String> names = cluster.fields("apiServer").texts("certSANs");
    if (!names.isEmpty()) {
      spec = spec.with("publicAlternativeNames", Value.ofTexts(names));
    }
    etcd();
    cluster
        .text("imageRepository")
        .filter(registry -> !registry.equals("registry.k8s.io"))
        .ifPresent(
            registry ->
                spec =
                    spec.with(
                        "packages",
                        Value.Fields.empty().with("imageRepository", Value.of(registry))));
    others();
    return spec;
  }

  private void network(SortedMap<String, String> manager) {
    Value.Fields found = cluster.fields("networking");
    Value.Fields network = Value.Fields.empty();
    Optional<String> pods = found.text("podSubnet");
    Optional<String> services = found.text("serviceSubnet");
    network = with(network, "podCIDR", pods);
    network = with(network, "serviceCIDR", services);
    network =
        with(
            network,
            "dnsDomain",
            found.text("dnsDomain").filter(it -> !it.equals("cluster.local")));
    String first = services.or(() -> pods).orElse("");
    boolean v6 = Cidr.parseList(first).filter(all -> all.getFirst().isV6()).isPresent();
    if (first.contains(",")) {
      network = network.with("family", Value.of("dual"));
    } else if (v6) {
      network = network.with("family", Value.of("ipv6"));
    }
    network =
        mask(network, manager, v6 ? "nodeCIDRMaskIPv6" : "nodeCIDRMask", "node-cidr-mask-size");
    network = mask(network, manager, "nodeCIDRMask", "node-cidr-mask-size-ipv4");
    network = mask(network, manager, "nodeCIDRMaskIPv6", "node-cidr-mask-size-ipv6");
    spec = spec.with("network", network);
  }

  private static Value.Fields mask(
      Value.Fields network, SortedMap<String, String> flags, String field, String flag) {
    String size = flags.get(flag);
    if (size == null || !size.matches("[0-9]{1,3}")) {
      return network;
    }
    flags.remove(flag);
    return network.with(field, Value.of(Long.parseLong(size)));
  }

  private void etcd() {
    Value.Fields local = cluster.fields("etcd").fields("local");
    Value.Fields external = cluster.fields("etcd").fields("external");
    Value.Fields etcd = Value.Fields.empty();
    if (!external.entries().isEmpty()) {
      Value.Fields client = Value.Fields.empty();
      for (String file : List.of("caFile", "certFile", "keyFile")) {
        client = with(client, file, external.text(file).filter(it -> !it.isEmpty()));
      }
      etcd =
          etcd.with("mode", Value.of("external"))
              .with("endpoints", Value.ofTexts(external.texts("endpoints")));
      etcd = client.entries().size() == 3 ? etcd.with("client", client) : etcd;
    } else {
      etcd = with(etcd, "dataDir", local.text("dataDir").filter(it -> !it.equals("/var/lib/etcd")));
      SortedMap<String, String> flags = kept("etcd.local", arguments("etcd.local", local));
      etcd = flags.isEmpty() ? etcd : etcd.with("extraArgs", Value.ofTexts(flags));
      rest("etcd.local", local, Set.of("dataDir", "extraArgs"));
    }
    spec = etcd.entries().isEmpty() ? spec : spec.with("etcd", etcd);
  }

  private void others() {
    cluster
        .text("clusterName")
        .filter(it -> !it.equals(name))
        .ifPresent(it -> leftOut.add("clusterName " + it + ": it is the resource's name"));
    rest(
        "apiServer",
        cluster.fields("apiServer"),
        Set.of("certSANs", "extraArgs", "timeoutForControlPlane"));
    rest("controllerManager", cluster.fields("controllerManager"), Set.of("extraArgs"));
    rest("scheduler", cluster.fields("scheduler"), Set.of("extraArgs"));
    cluster
        .entries()
        .forEach(
            (name, value) -> {
              boolean usual = value.scalarText().equals(Optional.ofNullable(DEFAULTS.get(name)));
              if (name.equals("dns") || name.equals("proxy")) {
                rest(name, cluster.fields(name), Set.of("disabled"));
              } else if (!READ.contains(name) && !usual && !isEmpty(value)) {
                leftOut.add(name);
              }
            });
  }

  private void rest(String path, Value.Fields group, Set<String> read) {
    group
        .entries()
        .forEach(
            (name, value) -> {
              if (!read.contains(name) && !isEmpty(value)) {
                leftOut.add(path + "." + name);
              }
            });
  }

  /** Flags as they are, those that have a field of their own too. */
  private SortedMap<String, String> flags(String path, Value.Fields component) {
    SortedMap<String, String> flags = arguments(path, component);
    return path.equals("controllerManager") ? flags : kept(path, flags);
  }

  private SortedMap<String, String> kept(String path, SortedMap<String, String> flags) {
    SortedMap<String, String> kept = new TreeMap<>(flags);
    flags.forEach(
        (flag, value) -> {
          if (ComponentFlags.isTaken(flag) || !ComponentFlags.isFlag(flag, value)) {
            leftOut.add(path + ".extraArgs." + flag);
            kept.remove(flag);
          }
        });
    return kept;
  }

  private SortedMap<String, String> arguments(String path, Value.Fields component) {
    return ExtraArgs.read(
        component, name -> leftOut.add(path + ".extraArgs." + name + " (all but the last)"));
  }

  private void flagField(String name, SortedMap<String, String> flags) {
    if (!flags.isEmpty()) {
      spec = spec.with(name, Value.ofTexts(flags));
    }
  }

  private void set(String name, Optional<Value> value) {
    value.ifPresent(it -> spec = spec.with(name, it));
  }

  private static Value.Fields with(Value.Fields fields, String name, Optional<String> text) {
    return text.isPresent() ? fields.with(name, Value.of(text.get())) : fields;
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.Fields fields ->
          fields.entries().values().stream().allMatch(ImportedFields::isEmpty);
      case Value.Many many -> many.items().isEmpty();
      case Value.Text(String text) -> text.isEmpty();
      case Value.Whole _, Value.Flag _, Value.Unknown _, Value.Sealed _ -> false;
    };
  }
}
