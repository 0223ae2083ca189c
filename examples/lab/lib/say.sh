# shellcheck shell=bash
# What the lab says, and the lock that lets one command at a time change a lab.

say() { printf 'lab: %s\n' "$*" >&2; }

fail() {
  printf 'lab: error: %s\n' "$*" >&2
  exit 1
}

# Waits up to $1 seconds until the rest of the arguments succeed.
wait_until() {
  local limit=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < limit)) || return 1
    sleep 0.1
  done
}

# Descriptor 9 is the lock. Helpers of a killed "lab up" hold it too, so nobody cleans while they still make.
lock_lab() {
  mkdir -p "$LAB_RUN_ROOT"
  exec 9>"$LOCK"
  if ! flock -n 9; then
    say "another command is changing lab \"$LAB_NAME\": waiting for it"
    flock -w 600 9 || fail "Another command has been changing lab \"$LAB_NAME\" for 10 minutes: see 'fuser $LOCK'."
  fi
  # "down" removes the file: what was waited for may be no longer the one that others take.
  [[ /proc/self/fd/9 -ef $LOCK ]] || lock_lab
}

# Removes the lock itself, when there is nothing left to guard.
unlock_lab() {
  rm -f "$LOCK"
  rmdir "$LAB_RUN_ROOT" 2>/dev/null
  exec 9>&-
}
