# Gives the lock back, where it is still this run's.
if [ "$(holder)" = "$run" ]; then
  rm -f -- "$base/lock"
fi
