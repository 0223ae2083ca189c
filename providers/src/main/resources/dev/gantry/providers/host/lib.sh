# Shared by every script that writes. POSIX sh and coreutils only.
set -eu
umask 077

# Waits until files or folders are on disk. Old versions of sync take no names: then all of it.
durable() {
  sync -- "$@" 2>/dev/null || sync
}

# Prints where a temporary file for a folder goes: on the same file system, so that rename is
# atomic, and never in a folder that something watches.
#   $1 the folder that the file is for, $2 Gantry's own folder
staging() {
  for candidate in "$2/tmp" "$1" ; do
    case $candidate in
      "$2/tmp") mkdir -p -- "$candidate" ;;
      */manifests | */cni/net.d) candidate=$(dirname -- "$1") ;;
    esac
    if [ "$(stat -c '%d %m' -- "$candidate")" = "$(stat -c '%d %m' -- "$1")" ]; then
      printf '%s' "$candidate"
      return 0
    fi
  done
  echo "no folder on the file system of $1 can hold a temporary file" >&2
  return 1
}

# Renames a finished temporary file into place, labelled as its new place wants it.
place() {
  if [ -e /sys/fs/selinux/enforce ]; then
    mv -Z -f -T -- "$1" "$2"
  else
    mv -f -T -- "$1" "$2"
  fi
  durable "$(dirname -- "$2")"
}

# Leaves no empty folder of ours behind. What is not empty stays.
tidy() {
  rmdir -- "$1/tmp" 2>/dev/null || :
  rmdir -- "$1" 2>/dev/null || :
}
