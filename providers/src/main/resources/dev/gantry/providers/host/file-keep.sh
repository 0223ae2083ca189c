# Keeps what is at a path, once, then tells whether the file must be written.
#   $1 key  $2 path  $3 its folder  $4 SHA-256  $5 mode  $6 owner:group, as they are to be
# Prints "same" or "differs".
entry=$base/files/$1 path=$2 folder=$3
if [ ! -d "$entry" ]; then
  if [ -e "$path" ] && [ ! -f "$path" ] && [ ! -L "$path" ]; then
    echo "$path is there and is not a file" >&2
    exit 1
  fi
  begin "$entry"
  printf '%s' "$path" >"$new/path"
  if [ -e "$path" ] || [ -L "$path" ]; then
    cp -a -- "$path" "$new/original"
  fi
  missing=$folder
  while [ ! -d "$missing" ]; do
    cat -- "$base/folders" 2>/dev/null >"$base/.folders" || :
    printf '%s\n' "$missing" >>"$base/.folders"
    durable "$base/.folders"
    mv -f -T -- "$base/.folders" "$base/folders"
    missing=$(dirname -- "$missing")
  done
  settle "$entry"
fi
hold "$entry"
if [ -f "$path" ] && [ ! -L "$path" ] &&
  [ "$(stat -c '%a %U:%G' -- "$path")" = "$5 $6" ] &&
  [ "$(sha256sum <"$path")" = "$4  -" ]; then
  echo same
else
  echo differs
fi
