# Counts one page of the values below a prefix of etcd by what they start with; reads only. Behind
# own-api.sh. Values are looked at here and stay here: lines of "count", a tab, NUMBER HEAD leave,
# HEAD being k8s:enc:…: or "clear", then "last" with the page's last key and "more"; and, where it is
# told which head they are to have, a line of "other" for each key whose value has another.
#   $1 manifest of kube-apiserver   $2 prefix, with a slash at its end
#   $3 the last key of the page before, or nothing   $4 values a page   $5 a head, or nothing
set -u
# This machine's own member where there is one: another may be on a machine that is off.
pod=$(ask --request-timeout=8s --namespace=kube-system get pods \
  --selector=component=etcd,tier=control-plane \
  --output='jsonpath={range .items[?(@.status.phase=="Running")]}{.status.hostIP} {.metadata.name}{"\n"}{end}') ||
  exit 1
pod=$(printf '%s\n' "$pod" | awk -v own="$address" '$1 == own { print $2; exit } { other = $2 } END { if (NR) print other }' | head -n 1)
if [ -z "$pod" ]; then
  echo 'the cluster runs no etcd of its own: an external one is not asked' >&2
  exit 45
fi
from=$2
[ -z "$3" ] || from=$3$(printf '\001')
{
  ask --namespace=kube-system exec "$pod" --quiet -- etcdctl --endpoints=https://127.0.0.1:2379 \
    --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt \
    --key=/etc/kubernetes/pki/etcd/server.key get "$from" "${2%/}0" --limit="$4" --write-out=fields ||
    printf '\nfailed\n'
} | cut -b 1-600 | awk -v wanted="$5" '
  /^failed$/ { failed = 1 }
  /^"Key" : / { last = substr($0, 10, length($0) - 10) }
  /^"Value" : / {
    head = substr($0, 12)
    if (match(head, /^k8s:enc:[^:]*:[^:]*:[^:]*:/)) head = substr(head, 1, RLENGTH)
    else head = "clear"
    count[head]++
    if (wanted != "" && head != wanted) printf "other\t%s\n", last
  }
  /^"More" : / { more = $3 }
  /^"Count" : / { whole = 1 }
  END {
    if (failed || !whole) {
      print "etcd gave no whole answer" > "/dev/stderr"
      exit 1
    }
    for (head in count) printf "count\t%d %s\n", count[head], head
    printf "last\t%s\nmore\t%s\n", last, more
  }'
