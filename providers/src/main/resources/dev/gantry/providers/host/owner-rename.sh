# Makes another owner's holds this owner's: the same resource, under a new name.
#   $1 the former owner
for entry in "$base"/files/* "$base"/packages/* "$base"/notes/*; do
  if [ -e "$entry/owners/$1" ]; then
    hold "$entry"
    rm -f -- "$entry/owners/$1"
    durable "$entry/owners"
  fi
done
if [ -e "$base/installing-$1" ]; then
  mv -f -T -- "$base/installing-$1" "$base/installing-$owner"
fi
