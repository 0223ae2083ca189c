# shellcheck shell=bash
# Mounts below the lab's own folders.

# Unmounts everything below folder $1, innermost first; nobody but the lab mounts there.
unmount_under() {
  local folder point
  folder=$(readlink -f "$1") || return 0
  # Field 5 of mountinfo is the mount point, with blanks as \040.
  awk '{ print $5 }' /proc/self/mountinfo | grep -F "$folder/" | sort -r | while read -r point; do
    point=$(printf '%b' "$point")
    [[ $point == "$folder"/* ]] && { umount "$point" 2>/dev/null || umount -l "$point"; }
  done
  return 0
}
