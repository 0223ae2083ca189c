# shellcheck shell=bash
# The control groups of a host, its own in every hierarchy: "keeper" for the process that keeps it, "machine" for the
# host itself. What starts in a group stays in it, so they also tell which processes are a host's.

# The mount point of each hierarchy: one on cgroup v2, one a controller on v1.
cgroup_hierarchies() {
  awk '{ for (i = 7; i <= NF; i++) if ($i == "-") { if ($(i + 1) ~ /^cgroup2?$/) print $5; break } }' \
    /proc/self/mountinfo | sort -u
}

# The lab's group, or one below it: cgroup_name host-1/machine
cgroup_name() { echo "gantry-lab-$LAB_NAME${1:+/$1}"; }

cgroup_make() {
  local host=$1 hierarchy group
  claim cgroup "$(cgroup_name)"
  while read -r hierarchy; do
    for group in "$(cgroup_name)" "$(cgroup_name "$host")" "$(cgroup_name "$host/keeper")" "$(cgroup_name "$host/machine")"; do
      cgroup_make_one "$hierarchy/$group"
    done
  done < <(cgroup_hierarchies)
}

cgroup_make_one() {
  local group=$1 parent controller
  parent=$(dirname "$group")
  mkdir -p "$group"
  # v2: a controller is only where the group above passes it on; the lab does without those that it cannot have.
  if [[ -f $parent/cgroup.subtree_control ]]; then
    for controller in $(<"$parent/cgroup.controllers"); do
      { echo "+$controller" >"$parent/cgroup.subtree_control"; } 2>/dev/null
    done
  fi
  # v1: a new cpuset is empty, and an empty one takes no process.
  if [[ -f $group/cpuset.cpus && -f $group/cgroup.clone_children ]]; then
    cat "$parent/cpuset.cpus" >"$group/cpuset.cpus"
    cat "$parent/cpuset.mems" >"$group/cpuset.mems"
    echo 1 >"$group/cgroup.clone_children"
  fi
}

# Moves the calling shell into group $1 in every hierarchy, for what it executes next.
cgroup_enter() {
  local hierarchy
  while read -r hierarchy; do
    { echo "$BASHPID" >"$hierarchy/$(cgroup_name "$1")/cgroup.procs"; } 2>/dev/null || return 1
  done < <(cgroup_hierarchies)
}

# Moves the calling shell to where process $1 is.
cgroup_join() {
  local pid=$1 hierarchy
  while read -r hierarchy; do
    { echo "$BASHPID" >"$(cgroup_of_process "$pid" "$hierarchy")/cgroup.procs"; } 2>/dev/null
  done < <(cgroup_hierarchies)
}

# The folder of process $1's group in a hierarchy. Its line of /proc/PID/cgroup is "0::PATH" for v2, else it names the
# controllers, or "name=…", that the hierarchy's folder is called after.
cgroup_of_process() {
  local pid=$1 hierarchy=$2 entry
  entry=$(awk -F: -v name="${hierarchy##*/}" '
    $2 == "" { v2 = $3 }
    index("," $2 ",", "," name ",") || $2 == "name=" name { v1 = $3; found = 1 }
    END { print found ? v1 : v2 }' "/proc/$pid/cgroup")
  echo "$hierarchy$entry"
}

# Every process in the groups of host $1, or of all hosts.
cgroup_processes() {
  local hierarchy
  while read -r hierarchy; do
    find "$hierarchy/$(cgroup_name "${1-}")" -name cgroup.procs -exec cat {} + 2>/dev/null
  done < <(cgroup_hierarchies) | grep -v '^0$' | sort -un
}

# Ends all of them, hard. Fails while there are some, as they may be making others: call it until it succeeds.
cgroup_kill() {
  local pid pids
  [[ -f $RUN/claims/cgroup.$(cgroup_name) ]] || return 0
  pids=$(cgroup_processes "$@")
  [[ -n $pids ]] || return 0
  for pid in $pids; do
    kill -KILL "$pid" 2>/dev/null
  done
  return 1
}

cgroup_remove() {
  [[ -f $RUN/claims/cgroup.$(cgroup_name) ]] || return 0
  remove_cgroup "$(cgroup_name "$1")"
}

exists_cgroup() {
  local hierarchy
  while read -r hierarchy; do
    [[ -d $hierarchy/$1 ]] && return
  done < <(cgroup_hierarchies)
  return 1
}

remove_cgroup() {
  local hierarchy
  while read -r hierarchy; do
    find "$hierarchy/$1" -depth -type d -exec rmdir {} \; 2>/dev/null
  done < <(cgroup_hierarchies)
  return 0
}
