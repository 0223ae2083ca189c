# The interface that has an address.
#   $1 address
ip -o address show | awk -v own="$1" '{ split($4, at, "/"); if (at[1] == own) { print $2; exit } }'
