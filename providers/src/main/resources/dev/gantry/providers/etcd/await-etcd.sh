# Waits until this machine's member works together with others: it reads what a quorum agrees on.
left=240
while :; do
  pid=$(pgrep -f -- '[-]-listen-peer-urls=' | head -n 1)
  if [ -n "$pid" ]; then
    value() { tr '\0' '\n' <"/proc/$pid/cmdline" | sed -n "s/^--$1=//p" | head -n 1; }
    ctl=/proc/$pid/root/usr/local/bin/etcdctl
    [ -x "$ctl" ] || ctl=etcdctl
    endpoint=$(value listen-client-urls)
    ! said=$("$ctl" --endpoints="${endpoint%%,*}" --cacert="$(value trusted-ca-file)" \
      --cert="$(value cert-file)" --key="$(value key-file)" --command-timeout=3s endpoint health 2>&1) || exit 0
  fi
  left=$((left - 1))
  if [ "$left" -le 0 ]; then
    printf '%s\n' "${said:-no etcd runs on this machine}" | tail -n 1 >&2
    exit 1
  fi
  sleep 0.5
done
