# SUSE and its kin.
zypper_command() {
  ZYPP_LOCK_TIMEOUT=300 zypper --non-interactive --quiet "$@" >&2
}

zypper_installed() {
  rpm -qa --qf '%{NAME}\n'
}

zypper_install() {
  zypper_command install --no-recommends -- "$@"
}

zypper_install_files() {
  zypper_command --no-refresh install --no-recommends --allow-unsigned-rpm -- "$@"
}

zypper_packages() {
  rpm -qp --qf '%{NAME}\n' -- "$@"
}

zypper_removable() {
  rpm_removable "$@"
}

zypper_remove() {
  rpm -e -- "$@" >&2
}
