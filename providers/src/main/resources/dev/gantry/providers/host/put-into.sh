# The start of every script that writes a file: makes its folder, and refuses a folder in its place.
#   $1 path  $2 its folder  $3 Gantry's own folder; the script's own arguments follow
path=$1 folder=$2 base=$3
shift 3
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
