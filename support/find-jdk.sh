# Sourced by `build` and `gantry`: finds a JDK 25 or newer and sets JAVA_HOME.
# Reads each candidate's `release` file instead of starting it, which would cost 40 ms apiece.

# jdk_version FOLDER: prints nothing; sets JDK_VERSION (such as 25.0.3), or returns 1.
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

# find_jdk: sets and exports JAVA_HOME, and JDK_VERSION; returns 1 with one sentence on stderr.
find_jdk() {
  local candidate java
  if [[ -n ${JAVA_HOME:-} ]] && jdk_version "$JAVA_HOME"; then
    export JAVA_HOME
    return
  fi
  if java=$(command -v java) && java=$(readlink -f "$java" 2> /dev/null) &&
    jdk_version "${java%/bin/java}"; then
    export JAVA_HOME=${java%/bin/java}
    return
  fi
  for candidate in /usr/lib/jvm/* /opt/* /opt/*/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if jdk_version "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  echo "Gantry needs a JDK 25 or newer and found none: install one (for example Eclipse Temurin 25), or set JAVA_HOME to its folder." >&2
  return 1
}

# need_maven: returns 1 with one sentence on stderr where there is no Maven.
need_maven() {
  command -v mvn > /dev/null && return
  echo "Gantry is built with Maven 3.8.7 or newer and found none: install it (for example with: apt-get install maven)." >&2
  return 1
}
