# Writes standard input to a file whole: the file is the old one or the new one at any moment.
#   $1 path  $2 its folder  $3 mode  $4 owner:group  $5 SHA-256  $6 Gantry's own folder
path=$1 folder=$2 mode=$3 owner=$4 sum=$5 base=$6
if [ ! -d "$folder" ]; then
  case $folder in
    "$base"/*) mkdir -p -- "$folder" ;;
    *) (umask 022 && mkdir -p -- "$folder") ;;
  esac
fi
if [ -d "$path" ] && [ ! -L "$path" ]; then
  echo "$path is a folder" >&2
  exit 1
fi
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
