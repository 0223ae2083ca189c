# Notes a value once.
#   $1 the key's hash  $2 key  $3 value
entry=$base/notes/$1
if [ ! -d "$entry" ]; then
  begin "$entry"
  printf '%s' "$2" >"$new/key"
  printf '%s' "$3" >"$new/value"
  settle "$entry"
fi
hold "$entry"
