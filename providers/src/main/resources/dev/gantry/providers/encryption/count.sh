# Counts the values below a prefix of etcd by what they start with; reads only. Values are looked at
# here and stay here: only "HEAD COUNT" lines leave, HEAD being k8s:enc:…: or "clear".
#   $1 prefix, with a slash at its end   $2 values a page
set -u
ask() { kubectl --kubeconfig=/etc/kubernetes/admin.conf --cache-dir=/dev/null/none --namespace=kube-system "$@"; }
pod=$(ask get pods --selector=component=etcd,tier=control-plane \
  --output='jsonpath={range .items[?(@.status.phase=="Running")]}{.metadata.name}{"\n"}{end}') || exit 1
pod=$(printf '%s\n' "$pod" | head -n 1)
[ -n "$pod" ] || exit 45
end=${1%/}0
from=$1
after=$(printf '\001')
while :; do
  page=$({
    ask exec "$pod" --quiet -- etcdctl --endpoints=https://127.0.0.1:2379 \
      --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt \
      --key=/etc/kubernetes/pki/etcd/server.key get "$from" "$end" --limit="$2" --write-out=fields ||
      echo failed
  } | cut -b 1-600 | awk '
    /^failed$/ { failed = 1 }
    /^"Key" : / { last = substr($0, 10, length($0) - 10); keys++ }
    /^"Value" : / {
      head = substr($0, 12)
      if (match(head, /^k8s:enc:[^:]*:[^:]*:[^:]*:/)) head = substr(head, 1, RLENGTH)
      else head = "clear"
      count[head]++
    }
    END {
      if (failed) exit 1
      for (head in count) print head, count[head]
      if (keys) print "last", last
      print "keys", keys + 0
    }') || exit 1
  printf '%s\n' "$page" | grep -v -e '^last ' -e '^keys '
  keys=$(printf '%s\n' "$page" | sed -n 's/^keys //p')
  [ "$keys" -ge "$2" ] || break
  next=$(printf '%s\n' "$page" | sed -n 's/^last //p')$after
  # A page that ends where it began would be read for ever.
  [ "$next" != "$from" ] || exit 1
  from=$next
done
exit 0
