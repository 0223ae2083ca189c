# Takes the lock away from a run, which then begins nothing more here.
# Prints "broken", or "other" when that run does not hold it.
if [ "$(holder)" = "$run" ]; then
  : >"$base/broken-$run"
  rm -f -- "$base/lock"
  echo broken
else
  echo other
fi
