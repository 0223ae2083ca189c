# shellcheck shell=bash
# Processes that the lab started, known by id and start time together: an id alone may be somebody else's by now.

# Prints state and start time (clock ticks since the machine's boot) of process $1: fields 3 and 22 of proc(5) stat.
process_stat() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The second field is a name in parentheses that may hold blanks; what follows it starts at the third.
  read -r -a fields <<<"${stat##*) }"
  echo "${fields[0]} ${fields[19]}"
}

process_record() {
  local started
  read -r _ started < <(process_stat "$1")
  echo "$1 $started" >"$2.new" && mv "$2.new" "$2"
}

# Prints the id recorded in file $1 if that very process still runs.
process_recorded() {
  local pid recorded state started
  [[ -s $1 ]] && read -r pid recorded <"$1" || return 1
  read -r state started < <(process_stat "$pid") || return 1
  [[ $started == "$recorded" && $state != Z ]] && echo "$pid"
}
