#!/bin/sh
# Makes a cluster on lab hosts as a person would with kubeadm: host-1 is its control plane, host-2 a
# worker. No Gantry has a part in it.
#   $1 the lab's tool   $2 folder of the Kubernetes programs   $3 first three numbers of the network
set -eu
lab=$1 kube=$2 net=$3
pause=$(basename "$kube"/images/all/pause-*.tar .tar)
version=$("$kube/kubeadm" version -o short)

put() { "$lab" exec "$1" sh -c "cat >$2; chmod $3 $2" <"$4"; }

prepare() {
  for program in kubeadm kubelet kubectl; do put "$1" /usr/bin/$program 755 "$kube/$program"; done
  "$lab" exec "$1" sh -s -- "registry.k8s.io/pause:${pause#pause-}" <<'END'
set -eu
. /etc/gantry-lab.env
mkdir -p /etc/containerd /etc/cni/net.d /usr/lib/systemd/system/kubelet.service.d
containerd config default | sed -e "s#sandbox_image = .*#sandbox_image = \"$1\"#" \
  -e "s#restrict_oom_score_adj = .*#restrict_oom_score_adj = $GANTRY_LAB_RESTRICT_OOM_SCORE_ADJ#" \
  -e 's#bin_dir = "/opt/cni/bin"#bin_dir = "/usr/lib/cni"#' >/etc/containerd/config.toml
systemctl restart containerd
cat >/etc/cni/net.d/10-hand.conflist <<'CNI'
{"cniVersion":"1.0.0","name":"hand","plugins":[{"type":"bridge","bridge":"cni0","isGateway":true,
 "ipam":{"type":"host-local","ranges":[[{"subnet":"10.244.0.0/24"}]]}}]}
CNI
sysctl -qw net.ipv4.ip_forward=1
cat >/usr/lib/systemd/system/kubelet.service <<'UNIT'
[Service]
ExecStart=/usr/bin/kubelet
Restart=always
RestartSec=10
[Install]
WantedBy=multi-user.target
UNIT
cat >/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf <<'UNIT'
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
UNIT
systemctl daemon-reload
systemctl enable kubelet
END
  for tar in "$kube"/images/all/*.tar; do "$lab" exec "$1" ctr -n k8s.io images import - <"$tar"; done
}

prepare host-1
prepare host-2
for tar in "$kube"/images/control-plane/*.tar; do
  "$lab" exec host-1 ctr -n k8s.io images import - <"$tar"
done
"$lab" exec host-1 sh -c 'cat >/root/init.yaml' <<END
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: $net.11, bindPort: 6443}
nodeRegistration: {name: host-1, imagePullPolicy: Never}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: hand
kubernetesVersion: $version
controlPlaneEndpoint: $net.11:6443
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
apiServer:
  certSANs: [api.example.org]
  extraArgs: [{name: audit-log-maxage, value: "30"}]
controllerManager:
  extraArgs: [{name: node-cidr-mask-size, value: "25"}]
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
failCgroupV1: false
maxPods: 90
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
conntrack: {maxPerCore: 0}
END
"$lab" exec host-1 kubeadm init --config /root/init.yaml --skip-phases=addon/coredns \
  --ignore-preflight-errors=SystemVerification
join=$("$lab" exec host-1 kubeadm token create --print-join-command)
"$lab" exec host-2 sh -c "$join --ignore-preflight-errors=SystemVerification"
kubectl="$lab exec host-1 kubectl --kubeconfig=/etc/kubernetes/admin.conf"
$kubectl wait --for=create --timeout=60s node/host-2
$kubectl label node host-2 tier=web node-role.kubernetes.io/worker=
$kubectl taint node host-2 dedicated=web:PreferNoSchedule
$kubectl wait --for=condition=Ready --timeout=120s node/host-1 node/host-2
