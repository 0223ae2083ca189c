# The end of a gate without a guard.  $1… the command
printf '%s\n' "$mark" >&2
exec "$@"
