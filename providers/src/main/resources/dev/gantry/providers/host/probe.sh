# Reads a host and changes nothing (law 14): no file is written, not even a temporary one.
#
# Arguments: $1 a word that marks the answer, then any number of
#   file INDEX PATH        what the file is
#   content INDEX PATH     and its content, where it is small enough
#   run INDEX N ARG...     a command of N arguments
# Answer: a line "MARK begin", base64, a line "MARK end". Decoded it is frames, each a line
# "MARK ..." after a newline of its own, and whatever bytes follow up to the next. Nobody but this
# run knows the mark, so that no content and no output can look like a frame:
#   id                             MACHINE-ID
#   absent INDEX | broken INDEX
#   file INDEX SHA256 SIZE MODE OWNER
#   content INDEX SIZE MODE OWNER  the file
#   missing INDEX
#   out INDEX                      standard output
#   exit INDEX STATUS
#   err INDEX                      standard error, without newlines at its end
#   end
# Few processes are started, because every plan runs this on every host.
set -u
gantry_content_limit=262144
gantry_stderr_limit=16384
gantry_answer_limit=8388608
gantry_seconds=20

gantry_say() {
  printf '\n%s %s\n' "$gantry_mark" "$*"
}

gantry_file() {
  if [ ! -f "$3" ]; then
    gantry_say absent "$2"
  elif ! gantry_stat=$(stat -L -c '%s %a %U:%G' -- "$3"); then
    gantry_say broken "$2"
  elif [ "$1" = content ] && [ "${gantry_stat%% *}" -le "$gantry_content_limit" ]; then
    gantry_say content "$2" "$gantry_stat"
    cat <"$3" || gantry_say broken "$2"
  elif gantry_sum=$(sha256sum <"$3"); then
    gantry_say file "$2" "${gantry_sum%% *}" "$gantry_stat"
  else
    gantry_say broken "$2"
  fi
}

gantry_limited() {
  if command -v timeout >/dev/null 2>&1; then
    timeout -k 2 "$gantry_seconds" "$@"
  else
    "$@"
  fi
}

# Standard output goes straight into the answer. All of standard error is taken, so that no program
# dies of a closed pipe, and the start of it is kept.
gantry_run() {
  gantry_index=$1
  shift
  if ! command -v "$1" >/dev/null 2>&1; then
    gantry_say missing "$gantry_index"
    return
  fi
  gantry_say out "$gantry_index"
  gantry_err=$(
    {
      gantry_limited "$@" </dev/null 2>&1 >&3 3>&-
      gantry_say exit "$gantry_index" "$?" >&3
    } | {
      head -c "$gantry_stderr_limit"
      exec cat >/dev/null
    }
  )
  gantry_say err "$gantry_index"
  printf '%s' "$gantry_err"
}

gantry_mark=$1
shift
echo "$gantry_mark begin"
{
  exec 3>&1
  gantry_say id
  { cat /etc/machine-id || cat /var/lib/dbus/machine-id; } 2>/dev/null
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
  gantry_say end
} | head -c "$gantry_answer_limit" | base64
echo "$gantry_mark end"
