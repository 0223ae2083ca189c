package dev.gantry.resources.kinds.controlplane;

import dev.gantry.resources.kind.Default;
import dev.gantry.resources.kind.Doc;
import dev.gantry.resources.kind.Format;
import dev.gantry.resources.kind.RefersTo;
import dev.gantry.resources.kind.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes cluster. More components than six because these are the top-level fields that people
 * write; what belongs together is grouped below them.
 */
public record ControlPlaneSpec(
    @Doc("The Kubernetes version, 1.28.0 or newer: `1.36.2`.") @Format(TextFormat.LINE)
        String version,
    @Doc("Where the API is reached by nodes and people.") EndpointSpec endpoint,
    @Doc("The cluster's nodes; what each is for is its own `role`. All Nodes unless given.")
        @Default("[]")
        @RefersTo("Node")
        List<String> nodes,
    @Doc("The cluster's nodes by the labels of each Node, instead of by names.") @Default("{}")
        Map<String, String> nodeSelector,
    @Doc("Addresses inside the cluster.") @Default("{}") NetworkSpec network,
    @Doc("More flags of the kube-apiserver, without dashes: `audit-log-maxage: \"30\"`.")
        @Default("{}")
        Map<String, String> apiServerExtraArgs,
    @Doc("More flags of the kube-controller-manager, without dashes.") @Default("{}")
        Map<String, String> controllerManagerExtraArgs,
    @Doc("More flags of the kube-scheduler, without dashes.") @Default("{}")
        Map<String, String> schedulerExtraArgs,
    @Doc("More flags of every kubelet, without dashes; a Node's own win.") @Default("{}")
        Map<String, String> kubeletExtraArgs,
    @Doc(
            "More settings of the KubeletConfiguration, each a YAML scalar: `failCgroupV1:"
                + " \"false\"`.")
        @Default("{}")
        Map<String, String> kubeletConfiguration,
    @Doc(
            "Settings of the KubeProxyConfiguration, each a YAML scalar by its dotted name: `mode:"
                + " nftables`, `ipvs.strictARP: \"true\"`.")
        @Default("{}")
        Map<String, String> kubeProxyConfiguration,
    @Doc("More names and addresses in the API's certificate.") @Default("[]")
        List<String> publicAlternativeNames,
    @Doc("Annotations of the cluster, kept on its namespace kube-system.") @Default("{}")
        Map<String, String> annotations,
    @Doc("Address or name under which the API is reached from outside the cluster's network.")
        @Format(TextFormat.HOST)
        Optional<String> externalAccess,
    @Doc("The cluster's database.") @Default("{}") EtcdSpec etcd,
    @Doc("What kubeadm installs into the cluster.") @Default("{}") AddonsSpec addons,
    @Doc("Where kubeadm, kubelet, kubectl and their images come from.") @Default("{}")
        PackagesSpec packages,
    @Doc("How nodes are drained and upgraded.") @Default("{}") UpgradeSpec upgrade,
    @Doc("Certificates that kubeadm makes.") @Default("{}") CertificatesSpec certificates,
    @Doc("Checks of kubeadm's preflight that are known and accepted.") @Default("{}")
        PreflightSpec preflight,
    @Doc("Refuse every plan that would destroy or replace this resource.") @Default("true")
        boolean preventDestroy) {}
