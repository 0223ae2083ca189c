# Waits until this machine's API server is ready, asked by its own address.
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
flag() { sed -n "s/^ *- *[\"']\{0,1\}--$1=\([^\"']*\).*/\1/p" "$manifest" | head -n 1; }
address=$(flag advertise-address)
port=$(flag secure-port)
case $address in *:*) host="[$address]" ;; *) host=$address ;; esac
left=360
until said=$(kubectl --kubeconfig=/etc/kubernetes/admin.conf --server="https://$host:${port:-6443}" \
  --cache-dir=/dev/null/none --request-timeout=5s get --raw=/readyz 2>&1); do
  left=$((left - 1))
  if [ "$left" -le 0 ]; then
    printf '%s\n' "$said" | tail -n 1 >&2
    exit 1
  fi
  sleep 0.5
done
