# The lock of a host, for one run at a time; every lock script starts with this. In $base:
#   lock         lines NAME=VALUE: id (the run), ttl (seconds), and who holds it. Its holder touches
#                it; untouched for ttl seconds by this host's clock it counts no more.
#   running/     commands at work (gate.sh)
#   broken-ID    the run's lock was taken away by force: it must not begin anything
#   mutex        what these scripts lock among themselves
set -eu
umask 077
base=$1 run=$2
shift 2
if ! command -v flock >/dev/null 2>&1; then
  echo "this machine has no flock (package util-linux)" >&2
  exit 1
fi
mkdir -p -- "$base"
exec 9>>"$base/mutex"
flock -w 10 9

holder() {
  sed -n 's/^id=//p' "$base/lock" 2>/dev/null || :
}
