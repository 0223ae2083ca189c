# shellcheck shell=bash
# One host: made once, then booted and powered off as often as wanted.
#
# Its folder holds: made (it is whole), upper/ (its disk), root/ (the disk as the host sees it), data/ (real folders
# for what cannot lie on an overlay), pid (its nspawn while it runs), console.log.

host_make() {
  local host=$1 dir
  dir=$(host_dir "$host")
  mkdir -p "$dir"
  disk_make "$dir"
  disk_mount "$dir"
  identity_write "$host" "$dir/root"
  : >"$dir/made"
}

# Puts it under power. Returns as soon as its process runs: see host_wait.
host_boot() {
  local host=$1 dir
  dir=$(host_dir "$host")
  host_kill "$host" || return 1
  cgroup_make "$host"
  disk_mount "$dir"
  network_plug_host "$host"
  mv -f "$dir/console.log" "$dir/console.log.1" 2>/dev/null
  (
    cgroup_enter "$host"
    process_record "$BASHPID" "$dir/pid"
    exec setsid env SYSTEMD_NSPAWN_API_VFS_WRITABLE=1 SYSTEMD_SECCOMP=0 \
      systemd-nspawn "--directory=$dir/root" "--machine=$(host_netns "$host")" "--hostname=$host" \
      --boot --register=no --keep-unit --notify-ready=no --console=read-only \
      "--network-namespace-path=/run/netns/$(host_netns "$host")" --capability=all \
      --resolv-conf=off --timezone=off --link-journal=no \
      "--bind=$dir/data/containerd:/var/lib/containerd" \
      "--bind=$dir/data/kubelet:/var/lib/kubelet" \
      "--bind=$dir/data/etcd:/var/lib/etcd"
  ) </dev/null >"$dir/console.log" 2>&1 9>&- &
  wait_until 5 test -s "$dir/pid"
}

# Waits until host $1 has booted and lets its users in.
host_wait() {
  local host=$1 dir
  dir=$(host_dir "$host")
  wait_until "$LAB_TIMEOUT" host_answers_or_died "$host" && host_runs "$host" && return
  say "the end of $dir/console.log:"
  tail -n 20 "$dir/console.log" >&2
  if host_runs "$host"; then
    fail "$host did not answer at $(host_address "$host") within $LAB_TIMEOUT s (GANTRY_LAB_TIMEOUT)."
  fi
  fail "$host went off while it booted."
}

host_answers_or_died() { host_answers "$1" || ! host_runs "$1"; }

# First a cheap question to its ssh port, then whether its boot is over, then a login as its plain user.
host_answers() {
  local address
  address=$(host_address "$1")
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/22" && read -r -t 2 banner <&3 && [[ $banner == SSH-* ]]' "$address" 2>/dev/null &&
    [[ $(host_enter "$1" systemctl is-system-running 2>/dev/null) =~ ^(running|degraded)$ ]] &&
    lab_ssh "ops@$address" true 2>/dev/null
}

host_runs() { process_recorded "$(host_dir "$1")/pid" >/dev/null; }

# Prints the process of the host's own init: the child of its nspawn that is number 1 inside.
host_init() {
  local nspawn child
  nspawn=$(process_recorded "$(host_dir "$1")/pid") || return 1
  for child in $(pgrep -P "$nspawn"); do
    awk '$1 == "NSpid:" && $NF == 1 && NF > 2 { found = 1 } END { exit !found }' "/proc/$child/status" 2>/dev/null &&
      echo "$child" && return
  done
  return 1
}

# Runs a command inside host $1, as its root, also when the host's link is cut.
host_enter() {
  local init host=$1
  shift
  init=$(host_init "$host") || return 1
  (
    cgroup_join "$init"
    exec nsenter -t "$init" -m -u -i -n -p -C -r -w -- \
      env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
      "TERM=${TERM:-dumb}" "$@" 9>&-
  )
}

# Pulls the plug: nothing in the host gets to say good-bye. Its disk stays.
host_kill() {
  local host=$1 dir pid
  dir=$(host_dir "$host")
  pid=$(process_recorded "$dir/pid") && kill -KILL "$pid"
  wait_until 10 cgroup_kill "$host" || {
    say "$host: some of its processes do not end: $(cgroup_processes "$host" | paste -sd' ')"
    return 1
  }
  rm -f "$dir/pid"
  network_unplug_host "$host"
  cgroup_remove "$host"
  host_forget_nspawn "$host"
  disk_unmount "$dir"
}

# What a killed nspawn leaves on the machine.
host_forget_nspawn() {
  rmdir "/run/systemd/nspawn/propagate/$(host_netns "$1")" 2>/dev/null
  rm -f "$(host_dir "$1")/.#root.lck"
}

host_remove() {
  local dir
  dir=$(host_dir "$1")
  host_kill "$1"
  rm -rf --one-file-system "$dir"
}
