# Processes of static pods.
#   list NAME…         prints "NAME PID MANIFEST-HASH" of each; PID 0 where none runs
#   settle NAME=PID…   waits until each runs under another process id than that, or with the flags of
#                      its manifest: the kubelet passes over a change that means nothing to the pod
#   restart NAME…      ends each; the kubelet starts it again; waits for that
#   renew NAME…        the same while the API server is down in good order: it would answer with
#                      errors as long as its etcd restarts
pid() {
  pgrep -f "^([^ ]*/)?$1( |\$)" | head -n 1
}
await() {
  for pair; do
    name=${pair%%=*} old=${pair#*=} left=240
    while now=$(pid "$name"); [ -z "$now" ] || [ "$now" = "$old" ]; do
      left=$((left - 1))
      [ "$left" -gt 0 ] || { echo "$name did not come up again" >&2; return 1; }
      sleep 0.5
    done
  done
}
restart() {
  pairs=
  for name; do
    now=$(pid "$name")
    [ -z "$now" ] || kill "$now"
    pairs="$pairs $name=${now:-0}"
  done
  # Names and numbers of ours, so that words are what they look like.
  # shellcheck disable=SC2086
  await $pairs
}
manifest=/etc/kubernetes/manifests/kube-apiserver.yaml
held=/etc/kubernetes/gantry-held-kube-apiserver.yaml
flags() {
  sed -n "s/^ *- [\"']\{0,1\}\(--[^\"']*\)[\"']\{0,1\}\$/\1/p" "/etc/kubernetes/manifests/$1.yaml" | sort
}
running() {
  tr '\0' '\n' <"/proc/$1/cmdline" | grep '^--' | sort
}
settle() {
  for pair; do
    name=${pair%%=*} old=${pair#*=} left=240
    while now=$(pid "$name")
      [ -z "$now" ] || { [ "$now" = "$old" ] && [ "$(running "$now")" != "$(flags "$name")" ]; }; do
      left=$((left - 1))
      [ "$left" -gt 0 ] || { echo "$name does not run as its manifest says" >&2; return 1; }
      sleep 0.5
    done
  done
}
what=$1
shift
# A run that was cut off may have left it aside.
[ -e "$manifest" ] || [ ! -e "$held" ] || mv "$held" "$manifest"
case $what in
  list)
    for name; do
      hash=$(sha256sum "/etc/kubernetes/manifests/$name.yaml" 2>/dev/null)
      now=$(pid "$name")
      echo "$name ${now:-0} ${hash%% *}"
    done
    ;;
  settle) settle "$@" ;;
  restart)
    restart "$@"
    ;;
  renew)
    [ ! -e "$manifest" ] || mv "$manifest" "$held"
    left=240
    while [ -n "$(pid kube-apiserver)" ]; do
      left=$((left - 1))
      [ "$left" -gt 0 ] || { echo 'kube-apiserver did not end' >&2; exit 1; }
      sleep 0.5
    done
    restart "$@"
    mv "$held" "$manifest"
    await kube-apiserver=0
    ;;
esac
