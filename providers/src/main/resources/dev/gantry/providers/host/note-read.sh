# Prints a value that this owner noted; exits 3 where there is none.
#   $1 the key's hash  $2 "alone" for a value that nobody else holds, else "any"
entry=$base/notes/$1
if ! holds "$entry"; then
  exit 3
fi
if [ "$2" = alone ] && ! alone "$entry"; then
  exit 3
fi
cat -- "$entry/value"
