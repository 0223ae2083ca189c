# Installs what is missing and notes what is new, by name or from files.
#   $1 "names" or "files"  $2 an id for this install  then the names or files
# Prints the packages that came with this owner, one a line.
# shellcheck disable=SC2086
how=$1 batch=$2
shift 2
missing=''
case $how in
  names)
    wanted="$*"
    present=$("${manager}_installed" | tr '\n' ' ')
    for name in $wanted; do
      among "$name" "$present" || missing="$missing $name"
    done
    ;;
  files)
    wanted=$("${manager}_packages" "$@")
    missing=$wanted
    ;;
esac
if [ -n "$missing" ] || [ -e "$before" ]; then
  remember
  case $how in
    names) "${manager}_install" "$@" ;;
    files) "${manager}_install_files" "$@" ;;
  esac
  account "$batch"
fi
# What another owner's install brought is wanted here too, with all that came with it.
for name in $wanted; do
  if [ -e "$base/packages/$name/batch" ]; then
    for entry in "$base"/packages/*; do
      if cmp -s -- "$entry/batch" "$base/packages/$name/batch"; then
        hold "$entry"
      fi
    done
  fi
done
held
