# Debian and its kin.
apt_installed() {
  # shellcheck disable=SC2016
  dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | sed -n 's/^.[HUFWti]. *//p'
}

# Keeps settings that a person changed, waits for whoever holds the lock, starts no service.
apt_run() {
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -q -y --no-install-recommends \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    -o DPkg::Lock::Timeout=300 -o APT::Keep-Downloaded-Packages=false \
    -o Dpkg::Use-Pty=0 "$@" >&2
}

# A package that starts its service would run it unconfigured. The policy ends with this process,
# also where the process is killed: then it no longer forbids anything.
apt_quietly() {
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ] || grep -qs '^# gantry$' "$policy"; then
    printf '#!/bin/sh\n# gantry\n[ ! -d /proc/%s ] || exit 101\n' "$$" >"$policy"
    chmod 0755 "$policy"
    trap 'rm -f -- "$policy"' EXIT
  fi
  if [ -n "$(dpkg --audit)" ]; then
    dpkg --force-confdef --force-confold --configure -a >&2
  fi
  apt_run "$@"
}

# The lists are fetched only when they lack a package, or name versions that are gone.
apt_install() {
  apt_quietly install -- "$@" || { apt_run update && apt_quietly install -- "$@"; }
}

apt_install_files() {
  apt_quietly install -- "$@" || { apt_run update && apt_quietly install -- "$@"; }
}

apt_packages() {
  for file in "$@"; do
    dpkg-deb -f "$file" Package
  done
}

# Prints what removing these would remove besides them.
apt_outsiders() {
  apt-get -s --no-auto-remove remove -- "$@" | sed -n 's/^Remv \([^ :]*\).*/\1/p' | sort -u |
    while read -r gone; do
      case " $* " in
        *" $gone "*) ;;
        *) echo "$gone" ;;
      esac
    done
}

apt_removable() {
  if [ -z "$(apt_outsiders "$@")" ]; then
    printf '%s\n' "$@"
    return
  fi
  for name in "$@"; do
    for gone in $(apt_outsiders "$name"); do
      case " $* " in
        *" $gone "*) ;;
        *) continue 2 ;;
      esac
    done
    echo "$name"
  done
}

apt_remove() {
  apt_run --no-auto-remove purge -- "$@"
}
