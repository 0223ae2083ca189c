# shellcheck shell=bash
# What this lab made in the kernel. A claim is written before the thing is made and dropped after it is removed, so
# whatever moment a lab is killed at, the next one knows which things are its own, and touches no others.

# claim KIND NAME: fails when a thing of that name is there and not this lab's.
claim() {
  local kind=$1 name=$2
  [[ -f $RUN/claims/$kind.$name ]] && return
  ! "exists_$kind" "$name" ||
    fail "There is already a $kind \"$name\" on this machine, and this lab did not make it. Set GANTRY_LAB_NAME to another name, or remove it."
  mkdir -p "$RUN/claims"
  : >"$RUN/claims/$kind.$name"
}

# Removes the thing if this lab claimed it and it is there.
release() {
  local kind=$1 name=$2
  [[ -f $RUN/claims/$kind.$name ]] || return 0
  ! "exists_$kind" "$name" || "remove_$kind" "$name"
  rm -f "$RUN/claims/$kind.$name"
}

release_all() {
  local kind=$1 claim
  for claim in "$RUN/claims/$kind".*; do
    [[ -f $claim ]] && release "$kind" "${claim#"$RUN/claims/$kind."}"
  done
  return 0
}

exists_netns() { [[ -e /run/netns/$1 ]]; }
remove_netns() { ip netns del "$1"; }

exists_link() { [[ -e /sys/class/net/$1 ]]; }
remove_link() { ip link del "$1"; }
