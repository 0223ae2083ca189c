# The ledger's own functions; every ledger script starts with lib.sh and this.
#
# shellcheck disable=SC2034
# Layout of $base, Gantry's folder on a host. An entry appears whole, by one rename, and says what
# was there before; its owners are empty files, one a resource.
#   files/KEY/{path,original?,owners/*}      no original: there was no file
#   folders                                  folders that were made for files, one a line
#   packages/NAME/{batch,owners/*}           packages that are here because of Gantry
#   notes/KEY/{key,value,owners/*}
#   installing-OWNER                         what was installed before an install that has not ended
base=$1 owner=$2
shift 2

# Makes an entry whole or not at all: fill $new, then call settle.
#   $1 the entry's folder
begin() {
  new=$(dirname -- "$1")/.new-$(basename -- "$1")
  rm -rf -- "$new"
  mkdir -p -- "$new/owners"
}

settle() {
  : >"$new/owners/$owner"
  durable "$new"/* "$new/owners/$owner" "$new/owners" "$new"
  mv -T -- "$new" "$1"
  durable "$(dirname -- "$1")"
}

# Adds this owner to an entry that is there.
hold() {
  if [ ! -e "$1/owners/$owner" ]; then
    : >"$1/owners/$owner"
    durable "$1/owners"
  fi
}

holds() {
  [ -e "$1/owners/$owner" ]
}

# Whether nobody but this owner holds an entry.
alone() {
  for other in "$1"/owners/*; do
    [ "$other" = "$1/owners/$owner" ] || return 1
  done
}

# Ends this owner's hold; the last hold's end removes the entry, whole or not at all: a part of one
# would say that nothing was there before.
drop() {
  if alone "$1"; then
    gone=$(dirname -- "$1")/.gone-$(basename -- "$1")
    rm -rf -- "$gone"
    mv -T -- "$1" "$gone"
    rm -rf -- "$gone"
  else
    rm -f -- "$1/owners/$owner"
  fi
  durable "$(dirname -- "$1")"
}
