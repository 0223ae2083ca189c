# Goes before the other programs: this machine's API server, asked by its own address (never through
# a virtual one), and kubectl that keeps nothing of what it learns.
#   $1 manifest of kube-apiserver
[ -e "$1" ] || exit 44
[ -r "$1" ] || exit 1
flag() { sed -n "s/^ *- *[\"']\{0,1\}--$2=\([^\"']*\).*/\1/p" "$1" | head -n 1; }
address=$(flag "$1" advertise-address)
port=$(flag "$1" secure-port)
case $address in *:*) host="[$address]" ;; *) host=$address ;; esac
ask() {
  kubectl --kubeconfig=/etc/kubernetes/admin.conf --server="https://$host:${port:-6443}" \
    --cache-dir=/dev/null/none "$@"
}
