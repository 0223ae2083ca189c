# Saves etcd into a folder of its own and tells of it. Behind own-etcd.sh.
# Prints KEY, a tab, VALUE: folder, size in bytes, sha256, and status, etcdutl's JSON.
base=/var/lib/gantry
umask 077
mkdir -p "$base"
# What a run left that was cut off.
find "$base" -maxdepth 1 -name 'etcd-snapshot.*' -mmin +1440 -exec rm -rf -- {} +
utl=$(program etcdutl) || exit 47
folder=$(mktemp -d "$base/etcd-snapshot.XXXXXXXX") || exit 1
trap 'rm -rf -- "$folder"' HUP INT TERM
fail() {
  rm -rf -- "$folder"
  exit 1
}
ask --command-timeout=10m snapshot save "$folder/db" >/dev/null 2>"$folder/said" || { tail -n 1 "$folder/said" >&2; fail; }
status=$("$utl" snapshot status "$folder/db" --write-out=json) || fail
sum=$(sha256sum -- "$folder/db") || fail
printf 'folder\t%s\nsize\t%s\nsha256\t%s\nstatus\t%s\n' \
  "$folder" "$(stat -c %s -- "$folder/db")" "${sum%% *}" "$status"
