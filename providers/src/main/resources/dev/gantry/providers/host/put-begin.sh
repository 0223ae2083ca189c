# Says how much of a large file is here from an upload that was cut off, and removes what such
# uploads left for good: of an older content of this file, or a day old.
#   $1 name of the partial file: .gantry-partial-FILE-CONTENT
# Prints its length and the SHA-256 of that; "0 -" when there is none.
name=$1
trap 'tidy "$base"' EXIT
place=$(staging "$folder" "$base")
for other in "$place"/.gantry-partial-*; do
  if [ ! -f "$other" ] || [ "$other" = "$place/$name" ]; then
    continue
  fi
  case $other in
    "$place/${name%-*}"-*) rm -f -- "$other" ;;
  esac
  if [ -f "$other" ] && [ "$(($(date +%s) - $(stat -c %Y -- "$other")))" -gt 86400 ]; then
    rm -f -- "$other"
  fi
done
if [ -f "$place/$name" ]; then
  sum=$(sha256sum <"$place/$name")
  echo "$(stat -c %s -- "$place/$name") ${sum%% *}"
else
  echo "0 -"
fi
