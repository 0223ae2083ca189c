# Finds the host's package manager, and keeps account of what came by it. Each manager offers:
#   NAME_installed             prints every installed package, one a line
#   NAME_install PACKAGE...    installs by name
#   NAME_install_files FILE... installs from files, what they need from the repositories
#   NAME_packages FILE...      prints the names of the packages in files
#   NAME_removable PACKAGE...  prints those of them that nothing else needs
#   NAME_remove PACKAGE...     removes exactly these, with their settings
# Package names have no spaces, so that lists of them are words.
# shellcheck disable=SC2086
if command -v apt-get >/dev/null 2>&1; then
  manager=apt
elif command -v zypper >/dev/null 2>&1; then
  manager=zypper
elif command -v dnf >/dev/null 2>&1 || command -v yum >/dev/null 2>&1; then
  manager=dnf
else
  echo "this machine has none of apt, dnf, yum and zypper" >&2
  exit 1
fi
before=$base/installing-$owner

# Whether a word is in a list of words.
among() {
  case " $2 " in
    *" $1 "*) return 0 ;;
    *) return 1 ;;
  esac
}

# Starts an install: what was there before is on disk before anything comes. The word of an
# earlier try that was cut off counts.
remember() {
  if [ ! -e "$before" ]; then
    mkdir -p -- "$base/packages"
    "${manager}_installed" | sort -u >"$base/.installed"
    durable "$base/.installed"
    mv -f -T -- "$base/.installed" "$before"
    durable "$base"
  fi
}

# Ends an install, or one that was cut off: everything that was not there before is this owner's.
#   $1 an id for what came together
account() {
  if [ ! -e "$before" ]; then
    return 0
  fi
  for name in $("${manager}_installed" | sort -u | comm -13 -- "$before" -); do
    if [ ! -d "$base/packages/$name" ]; then
      begin "$base/packages/$name"
      printf '%s\n' "$1" >"$new/batch"
      settle "$base/packages/$name"
    fi
    hold "$base/packages/$name"
  done
  rm -f -- "$before"
}

# Prints this owner's packages.
held() {
  for entry in "$base"/packages/*; do
    if holds "$entry"; then
      basename -- "$entry"
    fi
  done
}
