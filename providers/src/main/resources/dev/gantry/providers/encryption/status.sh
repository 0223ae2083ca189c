# What this control plane is told of encryption, and what its API server has loaded; reads only.
#   $1 manifest of kube-apiserver
[ -r "$1" ] || exit 44
flag() { sed -n "s/^ *- *[\"']\{0,1\}--$2=\([^\"']*\).*/\1/p" "$1" | head -n 1; }
path=$(flag "$1" encryption-provider-config)
echo "path $path"
[ -n "$path" ] || exit 0
echo "reload $(flag "$1" encryption-provider-config-automatic-reload)"
address=$(flag "$1" advertise-address)
port=$(flag "$1" secure-port)
case $address in *:*) address="[$address]" ;; esac
kubectl --kubeconfig=/etc/kubernetes/admin.conf --server="https://$address:${port:-6443}" \
  --cache-dir=/dev/null/none --request-timeout=20s get --raw=/metrics 2>/dev/null |
  sed -n 's/^apiserver_encryption_config_controller_last_config_info{.*hash="\([^"]*\)".*/loaded \1/p'
[ -r "$path" ] || exit 0
echo "mode $(stat -c '%a %U:%G' -- "$path")"
echo "sha256 $(sha256sum <"$path" | cut -d ' ' -f 1)"
echo "content"
cat -- "$path"
