# Sourced by `build` and `gantry`: finds what Gantry is built and run with.

# jdk_version FOLDER: sets JDK_VERSION (such as 25.0.3), or returns 1 where there is no JDK 25 or newer.
# Reads the JDK's `release` file: starting every candidate to ask it would cost 40 ms each.
jdk_version() {
  local line
  JDK_VERSION=
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line == JAVA_VERSION=* ]]; then
      line=${line#JAVA_VERSION=}
      JDK_VERSION=${line//\"/}
      break
    fi
  done < "$1/release"
  local major=${JDK_VERSION%%[!0-9]*}
  [[ -n $major ]] && ((major >= 25))
}

# find_jdk: exports JAVA_HOME and sets JDK_VERSION; returns 1, with one sentence, where there is none.
find_jdk() {
  local candidate java=
  if java=$(type -P java); then
    java=$(readlink -f "$java" 2> /dev/null) || java=
  fi
  for candidate in "${JAVA_HOME:-}" "${java%/bin/java}" /usr/lib/jvm/* /opt/* /opt/*/* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [[ -n $candidate ]] && jdk_version "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  echo "Gantry needs a JDK 25 or newer and found none: install one (such as Eclipse Temurin 25), or set JAVA_HOME to its folder." >&2
  return 1
}

# need_maven: returns 1, with one sentence, where there is no Maven; quiets its own library warnings.
need_maven() {
  if ! type -P mvn > /dev/null; then
    echo "Gantry is built with Maven 3.8.7 or newer and found none: install it (on Debian: apt-get install maven)." >&2
    return 1
  fi
  # Maven 3's libraries call what JDK 24 and later warn about.
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
}
