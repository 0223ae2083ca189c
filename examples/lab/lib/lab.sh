# shellcheck shell=bash
# The lab as a whole: up, down, status.

lab_up() {
  local count=${1-} started=$SECONDS host wanted
  [[ $count =~ ^[1-9][0-9]*$ ]] && ((count <= LAB_MAX_HOSTS)) ||
    fail "How many hosts? Say 'lab up N' with N from 1 to $LAB_MAX_HOSTS."
  lab_clean_after_restart
  base_ensure
  mkdir -p "$RUN/hosts"
  cp /proc/sys/kernel/random/boot_id "$RUN/boot-id"
  network_up || fail "The network of the lab could not be made."
  settings_record
  disk_choose
  identity_client_key
  wanted=$(seq -f 'host-%.0f' 1 "$count")
  for host in $wanted; do
    host_runs "$host" || lab_bring_up "$host" &
  done
  wait
  identity_known_hosts >"$RUN/known_hosts"
  for host in $wanted; do host_wait "$host"; done
  say "$count $( ((count == 1)) && echo host || echo hosts) up in $((SECONDS - started)) s"
}

# A half-made host is made anew; one that was made and is off gets its power back.
lab_bring_up() {
  local host=$1
  [[ -f $(host_dir "$host")/made ]] || {
    host_remove "$host"
    host_make "$host"
  }
  host_boot "$host"
}

# Nothing runs any more of a lab that the machine's restart ended.
lab_clean_after_restart() {
  claims_drop_if_restarted
  [[ -d $RUN && ! -f $RUN/boot-id ]] && lab_remove_files
  return 0
}

lab_down() {
  local host
  claims_drop_if_restarted
  [[ -d $RUN ]] || return 0
  for host in $(hosts_made); do host_remove "$host"; done
  wait_until 10 cgroup_kill || fail "Some processes of the lab do not end: $(cgroup_processes | paste -sd' ')"
  network_down
  release_all cgroup
  lab_remove_files
}

lab_remove_files() {
  unmount_under "$RUN"
  rm -rf --one-file-system "$RUN"
}

lab_status() {
  local host pid state
  for host in $(hosts_made); do
    pid=$(process_recorded "$(host_dir "$host")/pid") || pid=-
    state=running
    ! network_is_cut "$host" || state=cut
    [[ $pid != - ]] || state=off
    printf '%-10s %-8s %-8s %s\n' "$host" "$state" "$pid" "$(host_address "$host")"
  done
}

lab_power_on() {
  host_runs "$1" && return
  host_boot "$1"
  host_wait "$1"
}
