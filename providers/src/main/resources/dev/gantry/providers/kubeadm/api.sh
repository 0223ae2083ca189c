# What the API says of the cluster, asked on this machine; reads only.
#   $1 URL of this machine's API server   $2 jsonpath of nodes
[ -r /etc/kubernetes/admin.conf ] || exit 44
ask() {
  kubectl --kubeconfig=/etc/kubernetes/admin.conf --server="$url" --cache-dir=/dev/null/none \
    --request-timeout=8s "$@"
}
url=$1
nodes=$(ask get nodes -o "jsonpath=$2") || exit 1
echo '@nodes'
printf '%s\n' "$nodes"
echo '@annotations'
ask get namespace kube-system -o 'jsonpath={.metadata.annotations}' || exit 1
echo
echo '@configuration'
ask -n kube-system get configmap kubeadm-config -o 'jsonpath={.data.ClusterConfiguration}' || exit 1
