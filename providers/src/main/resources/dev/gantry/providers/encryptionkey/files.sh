# The files with the keys of a cluster, whole: lines of "file" or "history", a tab, base64. Reads only.
#   $1 what the API server reads   $2 every key that is kept
set -eu
tell() {
  [ ! -e "$2" ] || printf '%s\t%s\n' "$1" "$(base64 <"$2" | tr -d '\n')"
}
tell file "$1"
tell history "$2"
