# Sourced by `gantry`: an archive of loaded classes (AppCDS) that halves the start-up time.
#
# It lies beside the jars, one for each JDK version, and is made in the background by the first run
# after a build. The JVM itself compares path, size and time of every jar with what the archive was
# made from, and a JVM that may not use it starts without, silently: a stale archive costs time, never
# correctness. (A JDK 25 AOT cache lacks that check: docs/adr/0003.)

# use_archive HOME: adds to `options` what uses the archive, and starts making one where it is missing.
use_archive() {
  local archive=$1/cli/target/archive/jdk-$JDK_VERSION.jsa
  # Without -Xlog:disable a refused archive would be reported on stdout, in the middle of JSON.
  options+=(-Xshare:auto -Xlog:disable)
  if [[ -e $archive ]]; then
    options+=("-XX:SharedArchiveFile=$archive")
  fi
  if [[ ! $archive -nt $1/cli/target/built && -w $1/cli/target ]]; then
    # Two forks: nobody's child, so that Gantry is not left with a zombie.
    (make_archive "$1" "$archive" < /dev/null > /dev/null 2>&1 &)
  fi
}

# make_archive HOME ARCHIVE: plans once for a machine that is not there, and keeps the classes that this
# loaded: YAML, graph, SSH, output.
make_archive() {
  local lock=$2.lock temporary=$2.$$
  mkdir -p "${2%/*}"
  if [[ -e $lock ]] && kill -0 "$(< "$lock")"; then
    return
  fi
  echo "$BASHPID" > "$lock"
  touch "$temporary.started"
  nice -n 19 "$JAVA_HOME/bin/java" "-XX:ArchiveClassesAtExit=$temporary" -Xlog:disable \
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -cp "$1/cli/target/gantry.jar" dev.gantry.cli.Gantry \
    --chdir="$1/support/training" plan --state="$temporary.state"
  # A build that ended meanwhile is newer than this time, so the next run makes the archive again.
  touch -r "$temporary.started" "$temporary"
  mv -f "$temporary" "$2"
  rm -f "$temporary.started" "$lock"
}
