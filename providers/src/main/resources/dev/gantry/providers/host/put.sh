# Writes standard input to a file whole: the file is the old one or the new one at any moment.
#   $1 mode  $2 owner:group  $3 SHA-256
mode=$1 owner=$2 sum=$3
temporary=
trap 'rm -f -- "$temporary"; tidy "$base"' EXIT
trap 'exit 1' HUP INT TERM
temporary=$(mktemp -- "$(staging "$folder" "$base")/.gantry-XXXXXXXX")
cat >"$temporary"
if [ "$(sha256sum <"$temporary")" != "$sum  -" ]; then
  echo "what arrived is not what was sent; is the disk full?" >&2
  exit 1
fi
chown -- "$owner" "$temporary"
chmod -- "$mode" "$temporary"
durable "$temporary"
place "$temporary" "$path"
