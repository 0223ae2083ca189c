# shellcheck shell=bash
# One host: made once, then booted and powered off as often as wanted.
#
# Its folder holds: made (it is whole), upper/ (its disk), root/ (the disk as the host sees it), data/ (real folders
# for what cannot lie on an overlay), pid (its nspawn while it runs), console.log.

host_make() {
  local host=$1 dir
  dir=$(host_dir "$host")
  mkdir -p "$dir"
  disk_make "$dir" && disk_mount "$dir" && identity_write "$host" "$dir/root" && : >"$dir/made"
}

# Puts it under power. Returns as soon as its process runs: see host_wait.
host_boot() {
  local host=$1 dir
  dir=$(host_dir "$host")
  host_kill "$host" && disk_mount "$dir" && cgroup_make "$host" || return 1
  # The keeper's group is entered before the lock is let go, so that "down" always finds the keeper.
  (cgroup_enter "$host/keeper" && exec setsid "$LAB_HOME/lab" keep "$host" 9>&-) </dev/null >"$dir/keeper.log" 2>&1 &
  wait_until 10 test -s "$dir/pid" || {
    cat "$dir/keeper.log" >&2
    fail "$host: its process did not start."
  }
}

# The process that keeps a host: starts it, starts it anew when it restarts itself, tidies up when it goes off.
host_keep() {
  local host=$1 dir status=133
  dir=$(host_dir "$host")
  # nspawn's word for "the host wants to be restarted", see its option --keep-unit.
  while ((status == 133)); do
    network_plug_host "$host" || return 1
    (
      cgroup_enter "$host/machine" && process_record "$BASHPID" "$dir/pid" || exit 1
      host_spawn "$host" "$dir"
    ) >"$dir/console.log" 2>&1
    status=$?
  done
  rm -f "$dir/pid"
  network_unplug_host "$host"
}

# Becomes the host's nspawn.
host_spawn() {
  local host=$1 dir=$2 netns data options=()
  netns=$(host_netns "$host")
  for data in containerd kubelet etcd; do options+=("--bind=$dir/data/$data:/var/lib/$data"); done
  [[ ! -e /dev/kmsg ]] || options+=(--bind=/dev/kmsg)
  [[ ! -d /lib/modules ]] || options+=(--bind-ro=/lib/modules)
  # nspawn mounts the host's /sys from where it is called: called outside, the host would see the machine's interfaces.
  exec nsenter "--net=/run/netns/$netns" env SYSTEMD_NSPAWN_API_VFS_WRITABLE=1 SYSTEMD_SECCOMP=0 \
    systemd-nspawn "--directory=$dir/root" "--machine=$netns" "--hostname=$host" \
    --boot --register=no --keep-unit --notify-ready=no --console=read-only \
    "--network-namespace-path=/run/netns/$netns" --capability=all \
    --resolv-conf=off --timezone=off --link-journal=no "${options[@]}"
}

# Waits until host $1 has booted and lets its users in.
host_wait() {
  local host=$1 dir failed
  dir=$(host_dir "$host")
  if wait_until "$LAB_TIMEOUT" host_answers_or_is_off "$host" && host_runs "$host"; then
    failed=$(host_enter "$host" systemctl list-units --failed --plain --no-legend | awk '{ print $1 }' | paste -sd' ')
    [[ -z $failed ]] || say "$host runs, but these units failed: $failed"
    return
  fi
  say "the end of $dir/console.log:"
  tail -n 20 "$dir/console.log" >&2
  if host_runs "$host"; then
    fail "$host did not answer at $(host_address "$host") within $LAB_TIMEOUT s (GANTRY_LAB_TIMEOUT)."
  fi
  fail "$host went off while it booted."
}

host_answers_or_is_off() { host_answers "$1" || ! host_runs "$1"; }

# First a cheap question to its ssh port, then whether its boot is over, then a login as its plain user.
host_answers() {
  local address
  address=$(host_address "$1")
  timeout 2 bash -c "exec 3<>/dev/tcp/$address/22 && read -r -t 2 -u 3" 2>/dev/null &&
    [[ $(host_enter "$1" systemctl is-system-running 2>/dev/null) =~ ^(running|degraded)$ ]] &&
    lab_ssh "ops@$address" true 2>/dev/null
}

host_runs() { process_recorded "$(host_dir "$1")/pid" >/dev/null; }

# Prints the process of the host's own init: the child of its nspawn that is number 1 inside.
host_init() {
  local nspawn child
  nspawn=$(process_recorded "$(host_dir "$1")/pid") || return 1
  for child in $(pgrep -P "$nspawn"); do
    awk '$1 == "NSpid:" && NF > 2 && $NF == 1 { found = 1 } END { exit !found }' "/proc/$child/status" 2>/dev/null &&
      echo "$child" && return
  done
  return 1
}

# Runs a command inside host $1 as its root, also when the host's link is cut; a shell when there is none.
host_enter() {
  local init host=$1
  shift
  (($# > 0)) || set -- bash -l
  init=$(host_init "$host") || fail "$host is booting: try again."
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

# What a killed nspawn leaves on the machine; its lock is named after device and inode of the host's root.
host_forget_nspawn() {
  local dir lock
  dir=$(host_dir "$1")
  rmdir "/run/systemd/nspawn/propagate/$(host_netns "$1")" 2>/dev/null
  rm -f "$dir/.#root.lck"
  lock=$(stat -c 'inode-%d:%i' "$dir/root" 2>/dev/null) && rm -f "/run/systemd/nspawn/locks/$lock"
}

host_remove() {
  host_kill "$1" && rm -rf --one-file-system "$(host_dir "$1")"
}
