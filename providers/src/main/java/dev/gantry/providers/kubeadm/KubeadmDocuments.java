package dev.gantry.providers.kubeadm;

import dev.gantry.resources.kinds.controlplane.Capacity;
import dev.gantry.resources.kinds.controlplane.Cidr;
import dev.gantry.resources.kinds.controlplane.EtcdSpec;
import dev.gantry.resources.kinds.controlplane.NetworkSpec;
import dev.gantry.resources.kinds.controlplane.PreflightSpec;
import dev.gantry.resources.kinds.node.KubernetesNode;
import dev.gantry.resources.kinds.node.NodeSpec;
import dev.gantry.resources.kinds.node.RuntimeSpec;
import dev.gantry.resources.kinds.node.TaintSpec;
import dev.gantry.resources.value.CanonicalJson;
import dev.gantry.resources.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What kubeadm is told, as documents of its configuration API: v1beta3 up to Kubernetes 1.30,
 * v1beta4 from 1.31 on, the only one that 1.37 reads. They are JSON, which is YAML.
 */
final class KubeadmDocuments {
  private static final int FIRST_V1BETA4 = 31;

  private final Cluster cluster;

  KubeadmDocuments(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Several documents as one input. */
  static String together(Value.Fields... documents) {
    StringBuilder text = new StringBuilder();
    for (Value.Fields document : documents) {
      text.append(text.isEmpty() ? "" : "---\n").append(CanonicalJson.compact(document));
      text.append('\n');
    }
    return text.toString();
  }

  /** The cluster as a whole. */
  Value.Fields cluster() {
    Value.Fields document =
        document("ClusterConfiguration")
            .with("clusterName", Value.of(cluster.name()))
            .with("kubernetesVersion", Value.of(cluster.version().tag()))
            .with("controlPlaneEndpoint", Value.of(cluster.endpoint().orElseThrow().toString()))
            .with("imageRepository", Value.of(cluster.spec().packages().imageRepository()))
            .with("networking", networking())
            .with(
                "apiServer",
                component(cluster.spec().apiServerExtraArgs())
                    .with("certSANs", Value.ofTexts(alternativeNames())))
            .with("controllerManager", component(controllerManagerFlags()))
            .with("scheduler", component(cluster.spec().schedulerExtraArgs()))
            .with("etcd", etcd());
    return isV1beta4()
        ? document
            .with("dns", disabled(!cluster.spec().addons().coreDNS()))
            .with("proxy", disabled(!cluster.spec().addons().kubeProxy()))
        : document;
  }

  /** Settings of every kubelet, kept in the cluster. */
  Value.Fields kubelet() {
    NodeSpec first = cluster.machine(cluster.members().controlPlanes().getFirst());
    Value.Fields document =
        Value.Fields.empty()
            .with("apiVersion", Value.of("kubelet.config.k8s.io/v1beta1"))
            .with("kind", Value.of("KubeletConfiguration"))
            .with(
                "cgroupDriver",
                Value.of(
                    first.runtime().cgroupDriver() == RuntimeSpec.CgroupDriver.SYSTEMD
                        ? "systemd"
                        : "cgroupfs"));
    Optional<Integer> pods = Capacity.podsPerNode(cluster.spec().network());
    if (pods.isPresent()) {
      document = document.with("maxPods", Value.of(pods.get()));
    }
    return Settings.in(document, cluster.spec().kubeletConfiguration());
  }

  /** Settings of every kube-proxy, kept in the cluster. */
  Value.Fields proxy() {
    Value.Fields document =
        Value.Fields.empty()
            .with("apiVersion", Value.of("kubeproxy.config.k8s.io/v1alpha1"))
            .with("kind", Value.of("KubeProxyConfiguration"));
    document = Settings.in(document, cluster.spec().kubeProxyConfiguration());
    return document;
  }

  /**
   * All documents that say what the cluster is to be.
   *
   * @param kept what the cluster has beside what is declared
   */
  String whole(Value.Fields init, KeptConfiguration kept) {
    return together(init, kept.in(cluster()), kubelet(), proxy());
  }

  /** How the first control plane begins; {@code secrets} open it to the others for a while. */
  Value.Fields init(String node, Optional<JoinSecrets.Pair> secrets) {
    Value.Fields document =
        document("InitConfiguration")
            .with("localAPIEndpoint", localEndpoint(node))
            .with("nodeRegistration", registration(node));
    if (!isV1beta4()) {
      List<String> skipped = new ArrayList<>();
      if (!cluster.spec().addons().coreDNS()) {
        skipped.add("addon/coredns");
      }
      if (!cluster.spec().addons().kubeProxy()) {
        skipped.add("addon/kube-proxy");
      }
      document = document.with("skipPhases", Value.ofTexts(skipped));
    }
    if (secrets.isEmpty()) {
      return document;
    }
    Value.Fields token =
        Value.Fields.empty()
            .with("token", Value.of(secrets.get().token()))
            .with("ttl", Value.of("2h0m0s"))
            .with("description", Value.of("gantry: nodes that join in this apply"));
    return document
        .with("bootstrapTokens", new Value.Many(List.of(token)))
        .with("certificateKey", Value.of(secrets.get().certificateKey()));
  }

  /** How another node joins. */
  Value.Fields join(String node, JoinSecrets.Pair secrets) {
    Value.Fields discovery =
        Value.Fields.empty()
            .with("apiServerEndpoint", Value.of(cluster.endpoint().orElseThrow().toString()))
            .with("token", Value.of(secrets.token()))
            .with("caCertHashes", Value.ofTexts(List.of(secrets.caHash())));
    Value.Fields document =
        document("JoinConfiguration")
            .with("discovery", Value.Fields.empty().with("bootstrapToken", discovery))
            .with("nodeRegistration", registration(node));
    return cluster.isControlPlane(node)
        ? document.with(
            "controlPlane",
            Value.Fields.empty()
                .with("localAPIEndpoint", localEndpoint(node))
                .with("certificateKey", Value.of(secrets.certificateKey())))
        : document;
  }

  private boolean isV1beta4() {
    return cluster.version().minor() >= FIRST_V1BETA4;
  }

  private Value.Fields document(String kind) {
    return Value.Fields.empty()
        .with("apiVersion", Value.of("kubeadm.k8s.io/" + (isV1beta4() ? "v1beta4" : "v1beta3")))
        .with("kind", Value.of(kind));
  }

  private Value.Fields networking() {
    NetworkSpec network = cluster.spec().network();
    return Value.Fields.empty()
        .with("podSubnet", Value.of(network.podCIDR()))
        .with("serviceSubnet", Value.of(network.serviceCIDR()))
        .with("dnsDomain", Value.of(network.dnsDomain()));
  }

  /** With two families each has its own flag, and the plain one is refused. */
  private SortedMap<String, String> controllerManagerFlags() {
    SortedMap<String, String> flags = new TreeMap<>(cluster.spec().controllerManagerExtraArgs());
    NetworkSpec network = cluster.spec().network();
    boolean dual = network.family() == NetworkSpec.Family.DUAL;
    boolean v6 = Cidr.parseList(network.podCIDR()).filter(all -> all.getFirst().isV6()).isPresent();
    if (dual || !v6) {
      network
          .nodeCIDRMask()
          .ifPresent(
              mask ->
                  flags.put(
                      dual ? "node-cidr-mask-size-ipv4" : "node-cidr-mask-size",
                      String.valueOf(mask)));
    }
    if (dual || v6) {
      network
          .nodeCIDRMaskIPv6()
          .ifPresent(
              mask ->
                  flags.put(
                      dual ? "node-cidr-mask-size-ipv6" : "node-cidr-mask-size",
                      String.valueOf(mask)));
    }
    return flags;
  }

  /** Names of the API beside those that kubeadm adds by itself: the endpoint is one of its own. */
  private List<String> alternativeNames() {
    List<String> names = new ArrayList<>(cluster.spec().publicAlternativeNames());
    cluster.spec().externalAccess().filter(name -> !names.contains(name)).ifPresent(names::add);
    return names;
  }

  private Value.Fields etcd() {
    EtcdSpec etcd = cluster.spec().etcd();
    return switch (etcd.mode()) {
      case LOCAL ->
          Value.Fields.empty()
              .with("local", component(etcd.extraArgs()).with("dataDir", Value.of(etcd.dataDir())));
      case EXTERNAL -> {
        Value.Fields external =
            Value.Fields.empty().with("endpoints", Value.ofTexts(etcd.endpoints()));
        if (etcd.client().isPresent()) {
          external =
              external
                  .with("caFile", Value.of(etcd.client().get().caFile()))
                  .with("certFile", Value.of(etcd.client().get().certFile()))
                  .with("keyFile", Value.of(etcd.client().get().keyFile()));
        }
        yield Value.Fields.empty().with("external", external);
      }
    };
  }

  private Value.Fields component(Map<String, String> flags) {
    return Value.Fields.empty().with("extraArgs", arguments(flags));
  }

  private Value arguments(Map<String, String> flags) {
    return ExtraArgs.write(flags, isV1beta4());
  }

  private static Value.Fields disabled(boolean off) {
    return off ? Value.Fields.empty().with("disabled", Value.of(true)) : Value.Fields.empty();
  }

  private Value.Fields localEndpoint(String node) {
    return Value.Fields.empty()
        .with("advertiseAddress", Value.of(cluster.machine(node).address()))
        .with("bindPort", Value.of(cluster.bindPort()));
  }

  private Value.Fields registration(String node) {
    KubernetesNode wanted = cluster.node(node);
    List<Value> taints = new ArrayList<>();
    for (TaintSpec taint : wanted.taints()) {
      taints.add(
          Value.Fields.empty()
              .with("key", Value.of(taint.key()))
              .with("value", Value.of(taint.value()))
              .with("effect", Value.of(taint.effect().word())));
    }
    Value.Fields registration =
        Value.Fields.empty()
            .with("name", Value.of(wanted.nodeName()))
            .with("taints", new Value.Many(taints))
            .with("kubeletExtraArgs", arguments(cluster.joiningFlags(node)))
            .with(
                "ignorePreflightErrors",
                Value.ofTexts(
                    cluster.spec().preflight().waive().stream()
                        .map(PreflightSpec.WaiverSpec::name)
                        .toList()));
    return wanted.criSocket().isPresent()
        ? registration.with("criSocket", Value.of(wanted.criSocket().get()))
        : registration;
  }
}
