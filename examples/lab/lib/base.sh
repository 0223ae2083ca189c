# shellcheck shell=bash
# The root file system that all hosts share: made once, kept in the cache, never written to by a host.
#
# It is named after a hash of its recipe, so another recipe is another folder. It is built beside its final name
# and renamed when it is whole, so a build that was cut is never taken for a good one.

# Prints the folder of the wanted flavour.
base_path() {
  local flavor=${1:-$LAB_FLAVOR} hash
  hash=$(
    cd "$LAB_HOME" || exit 1
    {
      echo "$LAB_SUITE $LAB_ARCH"
      find base lib/recipe.sh -type f -exec sha256sum {} \; | sort
    } | sha256sum | cut -c1-16
  )
  echo "$LAB_CACHE/$LAB_SUITE-$LAB_ARCH-$flavor-$hash"
}

# Makes what the cache lacks. One at a time on a machine: descriptor 8 is the cache's lock.
base_ensure() {
  [[ -d $(base_path) ]] && return
  mkdir -p "$LAB_CACHE"
  exec 8>"$LAB_CACHE/lock"
  flock -n 8 || {
    say "another command is making the root file system of the hosts: waiting for it"
    flock 8
  }
  base_drop_cut_builds
  [[ -d $(base_path bare) ]] || base_build bare base_fill_bare
  if [[ $LAB_FLAVOR == full && ! -d $(base_path full) ]]; then
    base_build full base_fill_full
  fi
  exec 8>&-
}

base_drop_cut_builds() {
  local cut
  for cut in "$LAB_CACHE"/.building-*; do
    [[ -d $cut ]] || continue
    unmount_under "$cut"
    rm -rf --one-file-system "$cut"
  done
}

# Runs $2 to fill a new folder for flavour $1; its output goes to a log that an error shows the end of.
base_build() {
  local flavor=$1 fill=$2 started=$SECONDS path new log status
  path=$(base_path "$flavor")
  new=$LAB_CACHE/.building-$flavor.$$
  log=$LAB_CACHE/$(basename "$path").log
  say "making the $flavor root file system of the hosts, once (1 to 3 minutes; log: $log)"
  mkdir "$new"
  # Not as a condition: bash would then go on after a failed step.
  (
    set -eu
    "$fill" "$new"
  ) </dev/null >"$log" 2>&1
  status=$?
  unmount_under "$new"
  if ((status != 0)); then
    tail -n 15 "$log" >&2
    rm -rf --one-file-system "$new"
    fail "Making the root file system failed; the whole log is $log."
  fi
  mv "$new" "$path"
  say "made it in $((SECONDS - started)) s: $path ($(du -sm "$path" | cut -f1) MB)"
}
