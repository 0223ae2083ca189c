# The end of a gate on a host that is locked for a run:
#  1. the lock must still be this run's (lock-take.sh);
#  2. commands of a connection that was lost may still be at work: those that waited for input are
#     ended, for the others it waits a while.
# Then the command begins. A refusal is a line "gantry: …" on standard error, and nothing was begun.
#   $1 the run  $2 the lock's folder  $3 the connection's id  $4 "input" or "plain"  then the command
run=$1 base=$2 link=$3 kind=$4
shift 4

# When a process started, in ticks since boot: field 22 of proc(5) stat. Empty when it is gone.
born() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  echo "${20}"
}

refuse() {
  rm -f -- "$entry"
  printf 'gantry: %s\n' "$1" >&2
  exit 75
}

# An entry has its content in its name, so that it is there whole or not at all.
entry=$base/running/$link.$$.$(born $$).$kind
(umask 077 && mkdir -p -- "$base/running" && : >"$entry") || refuse "cannot write to $base"

if [ -e "$base/broken-$run" ]; then
  refuse taken
fi
case $(sed -n 's/^id=//p' "$base/lock" 2>/dev/null) in
  "$run") touch -c -- "$base/lock" ;;
  '') refuse absent ;;
  *) refuse taken ;;
esac

patience=75
for other in "$base"/running/*; do
  case $other in "$base/running/$link".*) continue ;; esac
  [ -e "$other" ] || continue
  its_kind=${other##*.} rest=${other%.*}
  its_born=${rest##*.} rest=${rest%.*}
  its_pid=${rest##*.}
  if [ "$its_kind" = input ] && [ "$(born "$its_pid")" = "$its_born" ]; then
    kill -TERM "$its_pid" 2>/dev/null
  fi
  while [ "$(born "$its_pid")" = "$its_born" ]; do
    patience=$((patience - 1))
    [ "$patience" -gt 0 ] || refuse busy
    sleep 0.2 2>/dev/null || sleep 1
  done
  rm -f -- "$other"
done

printf '%s\n' "$mark" >&2
exec 3<&0
"$@" <&3 3<&- &
child=$!
trap 'kill -TERM "$child" 2>/dev/null' HUP INT TERM
exec 3<&- </dev/null
while :; do
  wait "$child"
  status=$?
  kill -0 "$child" 2>/dev/null || break
done
rm -f -- "$entry"
exit "$status"
