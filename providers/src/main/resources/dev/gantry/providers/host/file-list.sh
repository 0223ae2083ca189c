# Prints the paths that this owner holds, one a line.
for entry in "$base"/files/*; do
  if holds "$entry"; then
    cat -- "$entry/path"
    echo
  fi
done
