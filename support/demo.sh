#!/usr/bin/env bash
# ./gantry demo: three real hosts on this machine, from bare to ready, broken by hand and repaired.
# Leaves the hosts up; `examples/lab/lab down` removes them. Needs root and Debian's packages.
set -euo pipefail
home=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
lab=$home/examples/lab/lab
folder=${GANTRY_DEMO_FOLDER:-${XDG_STATE_HOME:-$HOME/.local/state}/gantry-demo}

bold=$'\e[1m' plain=$'\e[0m'
if [[ -n ${NO_COLOR:-} || ! -t 1 ]]; then
  bold='' plain=''
fi

say() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }

# Shows a command as the person would type it in the demo's folder, then runs it.
show() {
  printf '%s$ %s%s\n' "$bold" "$*" "$plain"
  "$@"
}

gantry() { "$home/gantry" "$@"; }

need_root() {
  ((EUID == 0)) && return
  echo "The demo makes network namespaces and starts hosts, which needs root: run it as root on a machine or VM that you can spare." >&2
  exit 1
}

install_what_lacks() {
  local package missing=()
  for package in $("$lab" packages); do
    dpkg-query -W -f '${Status}\n' "$package" 2> /dev/null | grep -q '^install ok' || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return
  if ! command -v apt-get > /dev/null; then
    echo "The demo needs these Debian packages, and this machine has no apt-get: ${missing[*]}" >&2
    exit 1
  fi
  say "Installing what the lab needs: ${missing[*]}"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" > /dev/null
}

# A demo that ran before: its hosts are gone or will be, so is what was recorded of them.
fresh_folder() {
  "$lab" down
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$home"/examples/quickstart/*.yaml "$folder"
}

need_root
install_what_lacks
say "Three hosts: real systemd, real sshd, one network namespace each (the first time takes two minutes)"
fresh_folder
"$lab" up 3
"$lab" status

cd "$folder"
GANTRY_VAR_sshKey=$("$lab" key)
export GANTRY_VAR_sshKey

say "What is declared: three Nodes and a VIP, in $folder"
show ls "$folder"
say "What would be done"
show gantry plan --out demo.plan
say "Doing exactly that"
show gantry apply demo.plan
say "And once more: nothing to do"
show gantry plan
say "Somebody edits haproxy.cfg on host-2 by hand"
show "$lab" exec host-2 sh -c 'echo "# a quick fix at 3 a.m." >> /etc/haproxy/haproxy.cfg'
say "Gantry says so, and touches nothing (exit code 2)"
show gantry drift || (($? == 2))
say "Repaired on that host, and on no other"
show gantry apply --auto-approve
show gantry plan

say "That was it. The hosts stay up."
cat << TXT
Look around:   $lab exec host-1 bash          (configuration and state: $folder)
Remove it all: $lab down && rm -r $folder
TXT
