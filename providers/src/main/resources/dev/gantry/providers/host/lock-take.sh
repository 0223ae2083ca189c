# Takes the lock, or says who has it.
#   $1 seconds without a touch after which it counts no more
#   $2 a run whose holder is known to be dead, or -  $3 lines about the new holder
# Prints "taken"; "broken"; or "held", then "age=SECONDS" and the lock's lines.
ttl=$1 dead=$2 about=$3
if [ -e "$base/broken-$run" ]; then
  echo broken
  exit 0
fi
if [ -f "$base/lock" ]; then
  id=$(holder)
  limit=$(sed -n 's/^ttl=//p' "$base/lock")
  age=$(($(date +%s) - $(stat -c %Y -- "$base/lock")))
  # An age below zero by much: the clock was set back, and nobody has touched the lock since.
  if [ "$id" != "$run" ] && [ "$id" != "$dead" ] &&
    [ "$age" -le "${limit:-0}" ] && [ "$age" -ge "-${limit:-0}" ]; then
    printf 'held\nage=%s\n' "$age"
    cat -- "$base/lock"
    exit 0
  fi
fi
printf 'id=%s\nttl=%s\n%s\n' "$run" "$ttl" "$about" >"$base/.lock"
mv -f -T -- "$base/.lock" "$base/lock"
echo taken
