# Stands before a command, as root: what sudo left of the password's line on standard input is read
# away. gate-open.sh or gate-guard.sh follows.
#   $1 the mark: a line on standard error with which the command itself begins
#   $2 "preface" when standard input has lines up to the mark, else "-"
mark=$1 preface=$2
shift 2
if [ "$preface" = preface ]; then
  while IFS= read -r line && [ "$line" != "$mark" ]; do :; done
fi
