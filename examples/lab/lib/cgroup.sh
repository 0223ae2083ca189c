# shellcheck shell=bash
# The control groups of a host: one of its own in every hierarchy, which its processes cannot leave.
# On cgroup v1 nothing else makes them; on v2 they keep a host's systemd apart from the machine's.

# The mount point of each hierarchy: one on v2, one a controller on v1.
cgroup_hierarchies() {
  awk '{ for (i = 7; i <= NF; i++) if ($i == "-") { if ($(i + 1) ~ /^cgroup2?$/) print $5; break } }' \
    /proc/self/mountinfo | sort -u
}

cgroup_of_lab() { echo "gantry-lab-$LAB_NAME"; }

cgroup_make() {
  local host=$1 hierarchy
  claim cgroup "$(cgroup_of_lab)"
  while read -r hierarchy; do
    cgroup_make_one "$hierarchy/$(cgroup_of_lab)"
    cgroup_make_one "$hierarchy/$(cgroup_of_lab)/$host"
  done < <(cgroup_hierarchies)
}

cgroup_make_one() {
  local group=$1 parent controller
  parent=$(dirname "$group")
  mkdir -p "$group"
  # v2: a controller is only below where its parent lets it; the lab does without those it cannot have.
  if [[ -f $parent/cgroup.subtree_control ]]; then
    for controller in $(cat "$parent/cgroup.controllers"); do
      echo "+$controller" 2>/dev/null >"$parent/cgroup.subtree_control" || true
    done
  fi
  # v1: a new cpuset is empty, and an empty one takes no process.
  if [[ -f $group/cpuset.cpus && -f $group/cgroup.clone_children ]]; then
    cat "$parent/cpuset.cpus" >"$group/cpuset.cpus"
    cat "$parent/cpuset.mems" >"$group/cpuset.mems"
    echo 1 >"$group/cgroup.clone_children"
  fi
}

# Moves the calling shell into the host's groups, for what it executes next.
cgroup_enter() {
  local host=$1 hierarchy
  while read -r hierarchy; do
    echo "$BASHPID" >"$hierarchy/$(cgroup_of_lab)/$host/cgroup.procs"
  done < <(cgroup_hierarchies)
}

# Every process in the groups of host $1, or of all hosts.
cgroup_processes() {
  local hierarchy
  while read -r hierarchy; do
    find "$hierarchy/$(cgroup_of_lab)/${1-}" -name cgroup.procs -exec cat {} + 2>/dev/null
  done < <(cgroup_hierarchies) | grep -v '^0$' | sort -un
}

cgroup_empty() { [[ -z $(cgroup_processes "$@") ]]; }

# Ends all of them, hard; again until none is left, since they may be making new ones.
cgroup_kill() {
  local pid
  [[ -f $RUN/claims/cgroup.$(cgroup_of_lab) ]] || return 0
  for pid in $(cgroup_processes "$@"); do
    kill -KILL "$pid" 2>/dev/null
  done
  cgroup_empty "$@"
}

cgroup_remove() {
  local host=$1 hierarchy
  [[ -f $RUN/claims/cgroup.$(cgroup_of_lab) ]] || return 0
  while read -r hierarchy; do
    find "$hierarchy/$(cgroup_of_lab)/$host" -depth -type d -exec rmdir {} \; 2>/dev/null
  done < <(cgroup_hierarchies)
  return 0
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

# Moves the calling shell to where process $1 is, as seen from the machine.
cgroup_join() {
  local pid=$1 hierarchy
  while read -r hierarchy; do
    echo "$BASHPID" >"$(cgroup_of_process "$pid" "$hierarchy")/cgroup.procs"
  done < <(cgroup_hierarchies)
} 2>/dev/null

# The folder of process $1's group in a hierarchy, found by its entry of /proc/PID/cgroup.
cgroup_of_process() {
  local pid=$1 hierarchy=$2 name entry
  name=$(basename "$hierarchy")
  entry=$(awk -F: -v name="$name" '$2 == "" && (name == "unified" || name == "cgroup") { print $3 }
    ("," $2 ",") ~ ("," name ",") || $2 == "name=" name { print $3 }' "/proc/$pid/cgroup" | head -n 1)
  echo "$hierarchy$entry"
}
