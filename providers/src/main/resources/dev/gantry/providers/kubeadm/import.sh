# What a cluster says of itself, asked on one of its control planes; reads only.
#   $1 jsonpath of nodes
[ -r /etc/kubernetes/admin.conf ] || exit 44
command -v kubectl >/dev/null || exit 45
ask() {
  kubectl --kubeconfig=/etc/kubernetes/admin.conf --cache-dir=/dev/null/none --request-timeout=8s "$@"
}
map() {
  echo "@$1"
  ask -n kube-system get configmap "$2" --ignore-not-found -o "jsonpath={.data.$3}" || exit 1
  echo
}
nodes=$(ask get nodes -o "jsonpath=$1") || exit 1
echo '@nodes'
printf '%s\n' "$nodes"
echo '@machines'
ask get nodes -o 'jsonpath={range .items[*]}{.metadata.name}{"\t"}{.status.nodeInfo.machineID}{"\t"}{.status.nodeInfo.containerRuntimeVersion}{"\t"}{.status.addresses[?(@.type=="InternalIP")].address}{"\n"}{end}' || exit 1
map cluster kubeadm-config ClusterConfiguration
map kubelet kubelet-config kubelet
map proxy kube-proxy 'config\.conf'
echo '@daemonsets'
ask get daemonsets -A -o 'jsonpath={range .items[*]}{.metadata.namespace}{"/"}{.metadata.name}{"\n"}{end}' || exit 1
echo '@coredns'
ask -n kube-system get deployments coredns --ignore-not-found -o name || exit 1
