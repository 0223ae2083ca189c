# Ends this owner's hold on a note.
#   $1 the key's hash
if holds "$base/notes/$1"; then
  drop "$base/notes/$1"
fi
