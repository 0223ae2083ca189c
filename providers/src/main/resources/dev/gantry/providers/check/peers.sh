# Tries to open TCP connections to other machines, all at once, and closes them again: nothing is
# sent, nothing listens. Whoever refuses is reached as well: nobody listens there yet.
#
# Arguments: pairs of ADDRESS and PORT.
# Answer: for each pair that was not reached: ADDRESS, PORT and why, between tabs; "tried" and a
# number at the end. What is not tried within the time is not told of.
command -v bash >/dev/null 2>&1 || exit 0
exec 2>/dev/null
batch=64 tried=0 stop=$(($(date +%s) + 12))
try() {
  said=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
  case $?:$said in
    0:* | *refused*) ;;
    124:*) printf '%s\t%s\t%s\n' "$1" "$2" 'no answer within 3 s' ;;
    *) printf '%s\t%s\t%s\n' "$1" "$2" "$(printf %s "$said" | sed -n '$s/.*: //p')" ;;
  esac
}
while [ $# -gt 1 ] && [ "$(date +%s)" -lt "$stop" ]; do
  try "$1" "$2" &
  shift 2
  tried=$((tried + 1))
  [ $((tried % batch)) -ne 0 ] || wait
done
wait
printf 'tried\t%s\n' "$tried"
