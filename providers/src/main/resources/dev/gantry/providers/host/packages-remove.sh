# Removes packages that came with this owner and that nobody else owns.
#   $1 "all" or "these"  $2 an id for an install that was cut off  then the names of these
# Prints "kept NAME" for each that something else on the machine needs.
# shellcheck disable=SC2086
how=$1
if [ ! -d "$base/packages" ] && [ ! -e "$before" ]; then
  exit 0
fi
account "$2"
shift 2
case $how in
  all) candidates=$(held) ;;
  these) candidates="$*" ;;
esac
present=$("${manager}_installed" | tr '\n' ' ') doomed='' removable=''
for name in $candidates; do
  entry=$base/packages/$name
  if holds "$entry" && alone "$entry" && among "$name" "$present"; then
    doomed="$doomed $name"
  fi
done
if [ -n "$doomed" ]; then
  removable=$("${manager}_removable" $doomed | tr '\n' ' ')
fi
if [ -n "${removable# }" ]; then
  "${manager}_remove" $removable
fi
for name in $candidates; do
  entry=$base/packages/$name
  if among "$name" "$doomed" && ! among "$name" "$removable"; then
    echo "kept $name"
    # An owner that stays goes on owning what its other packages need.
    [ "$how" = all ] || continue
  fi
  if holds "$entry"; then
    drop "$entry"
  fi
done
