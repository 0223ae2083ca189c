# Goes before the other programs: this machine's own member of etcd, by the programs of its container.
# They are run from the machine's side of it (a static program needs nothing else of its image), so
# that neither the API nor a client of the container runtime is needed.
# Found by a flag that only a member has; the brackets keep this program from finding itself.
pid=$(pgrep -f -- '[-]-listen-peer-urls=' | head -n 1)
if [ -z "$pid" ]; then
  echo 'no etcd runs on this machine' >&2
  exit 46
fi
value() { tr '\0' '\n' <"/proc/$pid/cmdline" | sed -n "s/^--$1=//p" | head -n 1; }
program() {
  for found in "/proc/$pid/root/usr/local/bin/$1" "$(command -v "$1")"; do
    if [ -x "$found" ]; then
      printf '%s\n' "$found"
      return
    fi
  done
  echo "there is no $1, neither in the container of etcd nor on the machine" >&2
  return 47
}
ctl=$(program etcdctl) || exit 47
endpoint=$(value listen-client-urls)
ask() {
  "$ctl" --endpoints="${endpoint%%,*}" --cacert="$(value trusted-ca-file)" \
    --cert="$(value cert-file)" --key="$(value key-file)" --dial-timeout=3s "$@"
}
