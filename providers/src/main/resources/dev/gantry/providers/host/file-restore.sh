# Gives back what was at a path.
#   $1 key  $2 path  $3 its folder
entry=$base/files/$1 path=$2 folder=$3
if ! holds "$entry"; then
  exit 0
fi
if alone "$entry"; then
  if [ -e "$entry/original" ] || [ -L "$entry/original" ]; then
    mkdir -p -- "$folder"
    staged=$(mktemp -d -- "$(staging "$folder" "$base")/.gantry-XXXXXXXX")
    trap 'rm -rf -- "$staged"; tidy "$base"' EXIT
    cp -a -- "$entry/original" "$staged/original"
    [ -L "$staged/original" ] || durable "$staged/original"
    place "$staged/original" "$path"
  elif [ -e "$path" ] || [ -L "$path" ]; then
    rm -f -- "$path"
    durable "$folder"
  fi
  while grep -Fxqs -- "$folder" "$base/folders" && rmdir -- "$folder" 2>/dev/null; do
    folder=$(dirname -- "$folder")
  done
fi
drop "$entry"
