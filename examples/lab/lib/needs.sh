# shellcheck shell=bash
# The tools a lab needs of the machine, each with the Debian package that has it.

NEEDS="
debootstrap:debootstrap
systemd-nspawn:systemd-container
apt-ftparchive:apt-utils
ip:iproute2
nsenter:util-linux
flock:util-linux
unshare:util-linux
mount:mount
pgrep:procps
ssh:openssh-client
ssh-keygen:openssh-client
sha256sum:coreutils
"

needs_packages() {
  local need
  for need in $NEEDS; do echo "${need#*:}"; done | sort -u
}

needs_check() {
  local need missing=()
  for need in $NEEDS; do
    command -v "${need%%:*}" >/dev/null || missing+=("${need#*:}")
  done
  ((${#missing[@]} == 0)) ||
    fail "This machine lacks what the lab needs; install it: apt-get install -y $(printf '%s\n' "${missing[@]}" | sort -u | paste -sd' ')"
  ((EUID == 0)) || fail "The lab makes network namespaces and mounts: run it as root."
}
