# shellcheck shell=bash
# The lab as a whole: up, down, status.

lab_up() {
  local count=${1-} started=$SECONDS host hosts jobs=() job
  if [[ ! $count =~ ^[1-9][0-9]{0,3}$ ]] || ((count > LAB_MAX_HOSTS)); then
    fail "How many hosts? Say 'lab up N' with N from 1 to $LAB_MAX_HOSTS."
  fi
  [[ -z $LAB_OTHER_RANGES ]] ||
    fail "Lab \"$LAB_NAME\" is up with $LAB_OTHER_RANGES: unset GANTRY_LAB_NET and GANTRY_LAB_NET6, or say 'lab down' first."
  # Before the lock: what a killed build leaves running must not hold the lab.
  base_ensure
  lock_lab
  lab_forget_if_restarted
  lab_prepare
  mapfile -t hosts < <(seq -f 'host-%.0f' 1 "$count")
  for host in "${hosts[@]}"; do
    host_runs "$host" || { lab_bring_up "$host" & jobs+=($!); }
  done
  for job in "${jobs[@]}"; do
    wait "$job" || fail "A host could not be started; 'lab up $count' tries again, 'lab down' removes the lab."
  done
  identity_known_hosts >"$RUN/known_hosts.new" && mv "$RUN/known_hosts.new" "$RUN/known_hosts"
  for host in "${hosts[@]}"; do
    network_is_cut "$host" || host_wait "$host"
  done
  say "${hosts[*]} up in $((SECONDS - started)) s, from $(host_address host-1) on"
}

# What all hosts share. Every step finds what an earlier "up" did of it.
lab_prepare() {
  mkdir -p "$RUN/hosts"
  chmod 0711 "$RUN"
  chmod 0700 "$RUN/hosts"
  [[ -s $RUN/boot-id ]] || cp /proc/sys/kernel/random/boot_id "$RUN/boot-id"
  network_up || fail "The network of the lab could not be made."
  settings_record
  disk_choose
  identity_client_key || fail "The key of the lab could not be made."
}

# A half-made host is made anew; one that was made and is off gets its power back.
lab_bring_up() {
  local host=$1
  if [[ ! -f $(host_dir "$host")/made ]]; then
    host_remove "$host" || fail "The rest of an earlier $host could not be removed."
    host_make "$host" || fail "$host could not be made."
  fi
  host_boot "$host"
}

# Removes everything, whatever state it is in.
lab_down() {
  local host
  lab_forget_if_restarted
  if [[ -d $RUN ]]; then
    for host in $(hosts_made); do host_remove "$host"; done
    wait_until 10 cgroup_kill || fail "Some processes of the lab do not end: $(cgroup_processes | paste -sd' ')"
    network_down
    release_all cgroup
    lab_remove_files
  fi
  unlock_lab
}

# A restart of the machine ends all but the files; a thing of the same name is then somebody else's.
lab_forget_if_restarted() {
  if [[ -s $RUN/boot-id && $(<"$RUN/boot-id") != "$(</proc/sys/kernel/random/boot_id)" ]]; then
    lab_remove_files
  fi
}

lab_remove_files() {
  unmount_under "$RUN"
  rm -rf --one-file-system "$RUN"
}

lab_power_on() {
  host_runs "$1" && return
  host_boot "$1" && host_wait "$1"
}

lab_status() {
  local host pid state
  for host in $(hosts_made); do
    state=running
    pid=$(process_recorded "$(host_dir "$host")/pid") || pid=-
    network_is_cut "$host" && state="cut"
    [[ $pid != - ]] || state=off
    printf '%-10s %-8s %-8s %s\n' "$host" "$state" "$pid" "$(host_address "$host")"
  done
}
