# shellcheck shell=bash
# Processes that the lab started, known by id and start time together: an id alone may be somebody else's by now.

# The start time of process $1, in clock ticks since the machine's boot: field 22 of its stat, see proc(5).
process_started() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The second field is a name in parentheses that may hold blanks.
  set -- ${stat##*) }
  echo "${20}"
}

process_record() { echo "$1 $(process_started "$1")" >"$2"; }

# Prints the id recorded in file $1 if that very process still runs.
process_recorded() {
  local pid started
  [[ -s $1 ]] && read -r pid started <"$1" || return 1
  [[ $(process_started "$pid") == "$started" && $(process_state "$pid") != Z ]] && echo "$pid"
}

process_state() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  echo "${stat%% *}"
}
