# Restores etcd on one of its machines, a piece at a time; every piece may be run again.
#   $1 what to do   $2 SHA-256 of the snapshot   the rest as the piece says
# Manifests are set aside in the same file system, so that each is moved as a whole; beside them are
# "restored", the snapshot that this machine's data came from, and "stamp", that of this restore.
held=/etc/kubernetes/gantry-restore
manifests=/etc/kubernetes/manifests
work=/var/lib/gantry/etcd-restore
sum=$2
umask 077
manifest=$manifests/etcd.yaml
[ -e "$manifest" ] || manifest=$held/etcd.yaml
flag() { sed -n "s/^ *- *[\"']\{0,1\}--$1=\([^\"']*\).*/\1/p" "$manifest" | head -n 1; }
member() { pgrep -f -- '[-]-listen-peer-urls=' | head -n 1; }
server() { pgrep -f '^([^ ]*/)?kube-apiserver( |$)' | head -n 1; }
restored() { [ "$(cat "$held/restored" 2>/dev/null)" = "$sum" ]; }
bring() {
  pid=$(member)
  for found in "/proc/$pid/root/usr/local/bin/etcdutl" "$(command -v etcdutl)"; do
    if [ -x "$found" ]; then
      cp -- "$found" "$work/etcdutl"
      return
    fi
  done
  image=$(sed -n 's/^ *image: *//p' "$manifest" | head -n 1)
  mkdir -p "$work/image"
  if command -v ctr >/dev/null && ctr --namespace k8s.io images mount "$image" "$work/image" >/dev/null 2>&1; then
    cp -- "$work/image/usr/local/bin/etcdutl" "$work/etcdutl"
    failed=$?
    ctr --namespace k8s.io images unmount "$work/image" >/dev/null 2>&1 || umount "$work/image"
    return "$failed"
  fi
  if command -v docker >/dev/null && made=$(docker create "$image"); then
    docker cp "$made:/usr/local/bin/etcdutl" "$work/etcdutl"
    failed=$?
    docker rm "$made" >/dev/null
    return "$failed"
  fi
  echo "etcdutl is neither in the container of etcd, nor on the machine, nor in the image $image" >&2
  return 1
}
# Prints what the machine's member is called and where it keeps its data.
prepare() {
  if [ ! -r "$manifest" ]; then
    echo 'the machine has no manifest of etcd' >&2
    exit 44
  fi
  [ -x "$work/etcdutl" ] || bring || exit 47
  status=$("$work/etcdutl" snapshot status "$work/snapshot.db" --write-out=json) || exit 1
  done=no stopped=no bump=no
  ! restored || done=yes
  [ -e "$manifests/etcd.yaml" ] || stopped=yes
  ! "$work/etcdutl" snapshot restore --help 2>&1 | grep -q -- --bump-revision || bump=yes
  printf 'name\t%s\npeer\t%s\ndata\t%s\nstatus\t%s\ndone\t%s\nstopped\t%s\nbump\t%s\n' \
    "$(flag name)" "$(flag initial-advertise-peer-urls)" "$(flag data-dir)" "$status" \
    "$done" "$stopped" "$bump"
}
#   $3 a word for what is kept of this restore, of digits and letters
stop() {
  ! restored || return 0
  mkdir -p "$held" || exit 1
  case $(cat "$held/stamp" 2>/dev/null) in "$sum "*) ;; *) echo "$sum $3" >"$held/stamp" ;; esac
  for name in kube-apiserver kube-controller-manager kube-scheduler etcd; do
    [ ! -e "$manifests/$name.yaml" ] || mv -f -- "$manifests/$name.yaml" "$held/$name.yaml" || exit 1
  done
  left=360
  while [ -n "$(member)$(server)" ]; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then
      echo 'etcd or kube-apiserver did not end: does the kubelet run?' >&2
      exit 1
    fi
    sleep 0.5
  done
}
#   $3 name   $4 peer URL   $5 data folder   $6 all members as NAME=URL,…   $7 bump or -
restore() {
  ! restored || return 0
  if [ -n "$(member)" ]; then
    echo 'etcd runs again: something brought its manifest back' >&2
    exit 1
  fi
  fresh=$5/.gantry-restore
  stamp=$(cat "$held/stamp") || exit 1
  rm -rf -- "$fresh"
  set -- "$3" "$4" "$5" "$6" "$7"
  more=
  [ "$5" != bump ] || more='--bump-revision=1000000000 --mark-compacted'
  mkdir -p -- "$3" || exit 1
  # Two flags of ours or none.
  # shellcheck disable=SC2086
  "$work/etcdutl" snapshot restore "$work/snapshot.db" --name="$1" --initial-advertise-peer-urls="$2" \
    --initial-cluster="$4" --initial-cluster-token="gantry-$(printf %.16s "$sum")" \
    --data-dir="$fresh" $more >"$work/said" 2>&1 || { tail -n 3 "$work/said" >&2; exit 1; }
  chown -R --reference="$3" -- "$fresh"
  if [ -e "$3/member" ]; then
    kept=$3/member.before-restore-${stamp#* } number=1
    while [ -e "$kept" ]; do
      number=$((number + 1))
      kept=$3/member.before-restore-${stamp#* }.$number
    done
    mv -- "$3/member" "$kept" || exit 1
    printf 'kept\t%s\n' "$kept"
  fi
  mv -- "$fresh/member" "$3/member" || exit 1
  rm -rf -- "$fresh"
  sync
  echo "$sum" >"$held/restored.new"
  mv -f -- "$held/restored.new" "$held/restored"
  sync
}
#   $3… names of manifests
start() {
  shift 2
  for name; do
    [ ! -e "$held/$name.yaml" ] || mv -f -- "$held/$name.yaml" "$manifests/$name.yaml" || exit 1
  done
}
finish() {
  rm -f -- "$held/restored" "$held/stamp" "$held/restored.new"
  rmdir -- "$held" 2>/dev/null
  rm -rf -- "$work"
}
case $1 in
  prepare) prepare ;;
  stop) stop "$@" ;;
  restore) restore "$@" ;;
  start) start "$@" ;;
  finish) finish ;;
esac
