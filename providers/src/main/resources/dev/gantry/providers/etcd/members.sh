# What this machine's member of etcd says of itself, and of the others; reads only. Behind
# own-etcd.sh. Prints "own", a tab, JSON, and "list", a tab, JSON.
# Without a quorum there is no list that all agree on; then this member's own has to do.
own=$(ask --command-timeout=4s --write-out=json endpoint status) || exit 1
list=$(ask --command-timeout=4s --write-out=json member list 2>/dev/null) ||
  list=$(ask --command-timeout=4s --write-out=json member list --consistency=s 2>/dev/null) || list='{}'
printf 'own\t%s\nlist\t%s\n' "$own" "$list"
