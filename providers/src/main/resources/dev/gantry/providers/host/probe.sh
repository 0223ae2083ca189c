# Reads a host and changes nothing (law 14): no file is written, not even a temporary one.
#
# Arguments: $1 a word that marks the answer, then any number of
#   file INDEX PATH        what the file is
#   content INDEX PATH     and its content, where it is small enough
#   run INDEX N ARG...     a command of N arguments
# Answer, a line each; everything that the host could choose is base64, so that no content and no
# output can look like another line:
#   MARK begin | MARK end
#   id MACHINE-ID
#   file INDEX SHA256 MODE SIZE OWNER | content INDEX BASE64 | absent INDEX | broken INDEX
#   out INDEX BASE64 | err INDEX BASE64 | exit INDEX STATUS | missing INDEX
set -u
gantry_content_limit=262144
gantry_stdout_limit=262144
gantry_stderr_limit=16384
gantry_seconds=20
exec 3>&1

# Takes all of its input, so that no program dies of a closed pipe, and keeps the start of it.
gantry_encode() {
  { head -c "$1"; cat >/dev/null; } | base64 | tr -d '\n'
}

gantry_file() {
  if [ ! -f "$3" ]; then
    echo "absent $2"
    return
  fi
  if ! gantry_sum=$(sha256sum <"$3") || ! gantry_stat=$(stat -L -c '%a %s' -- "$3"); then
    echo "broken $2"
    return
  fi
  gantry_owner=$(stat -L -c '%U:%G' -- "$3" | base64 | tr -d '\n')
  echo "file $2 ${gantry_sum%% *} $gantry_stat $gantry_owner"
  if [ "$1" = content ] && [ "${gantry_stat#* }" -le "$gantry_content_limit" ]; then
    echo "content $2 $(base64 <"$3" | tr -d '\n')"
  fi
}

gantry_limited() {
  if command -v timeout >/dev/null 2>&1; then
    timeout -k 2 "$gantry_seconds" "$@"
  else
    "$@"
  fi
}

# Standard output, standard error and exit status are caught one inside the other, without files.
gantry_run() {
  gantry_index=$1
  shift
  if ! command -v "$1" >/dev/null 2>&1; then
    echo "missing $gantry_index"
    return
  fi
  gantry_exit=$(
    {
      gantry_err=$(
        {
          gantry_out=$(
            {
              gantry_limited "$@" </dev/null 3>&- 4>&- 6>&-
              printf '%s' "$?" >&6
            } 2>&4 | gantry_encode "$gantry_stdout_limit"
          )
          printf 'out %s %s\n' "$gantry_index" "$gantry_out" >&3
        } 4>&1 | gantry_encode "$gantry_stderr_limit"
      )
      printf 'err %s %s\n' "$gantry_index" "$gantry_err" >&3
    } 6>&1
  )
  echo "exit $gantry_index $gantry_exit"
}

gantry_mark=$1
shift
echo "$gantry_mark begin"
echo "id $({ cat /etc/machine-id || cat /var/lib/dbus/machine-id; } 2>/dev/null | base64 | tr -d '\n')"
while [ $# -gt 0 ]; do
  case $1 in
    file | content)
      gantry_file "$1" "$2" "$3"
      shift 3
      ;;
    run)
      # The indexes of the command's own arguments are put together, never the arguments.
      gantry_count=$3 gantry_last=$(($3 + 3)) gantry_words='' gantry_next=4
      while [ "$gantry_next" -le "$gantry_last" ]; do
        gantry_words="$gantry_words \"\${$gantry_next}\""
        gantry_next=$((gantry_next + 1))
      done
      eval "gantry_run \"\$2\" $gantry_words"
      shift 3
      shift "$gantry_count"
      ;;
    *)
      exit 64
      ;;
  esac
done
echo "$gantry_mark end"
