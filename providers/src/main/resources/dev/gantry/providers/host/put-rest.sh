# Writes standard input behind what is here of a large file; once that is all of it, it is put in
# place. What is cut off stays for the next try.
#   $1 name of the partial file  $2 how much of it counts  $3 size of the whole  $4 mode
#   $5 owner:group  $6 SHA-256
name=$1 from=$2 size=$3 mode=$4 owner=$5 sum=$6
trap 'tidy "$base"' EXIT
partial=$(staging "$folder" "$base")/$name
[ -e "$partial" ] || : >"$partial"
truncate -s "$from" -- "$partial"
if ! cat >>"$partial"; then
  rm -f -- "$partial"
  exit 1
fi
length=$(stat -c %s -- "$partial")
if [ "$length" -lt "$size" ]; then
  echo "only $length of $size bytes arrived" >&2
  exit 75
fi
if [ "$(sha256sum <"$partial")" != "$sum  -" ]; then
  rm -f -- "$partial"
  echo "what arrived is not what was sent; did the file change meanwhile?" >&2
  exit 1
fi
chown -- "$owner" "$partial"
chmod -- "$mode" "$partial"
durable "$partial"
place "$partial" "$path"
