# Red Hat and its kin: dnf, or yum where there is no dnf.
dnf_command() {
  if command -v dnf >/dev/null 2>&1; then
    dnf -y -q --setopt=install_weak_deps=False "$@" >&2
  else
    yum -y -q "$@" >&2
  fi
}

dnf_installed() {
  rpm -qa --qf '%{NAME}\n'
}

dnf_install() {
  dnf_command install -- "$@"
}

dnf_install_files() {
  dnf_command --setopt='*.skip_if_unavailable=1' install -- "$@"
}

dnf_packages() {
  rpm -qp --qf '%{NAME}\n' -- "$@"
}

dnf_removable() {
  rpm_removable "$@"
}

dnf_remove() {
  rpm -e -- "$@" >&2
}
