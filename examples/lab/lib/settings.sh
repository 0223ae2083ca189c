# shellcheck shell=bash disable=SC2034 # the names set here are used by the other files
# Every name, path and address of one lab, all derived from four settings.
#
#   GANTRY_LAB_NAME    which lab, when several run at once       (default: gantry)
#   GANTRY_LAB_NET     its IPv4 range, a /24                     (default: 10.88.0.0/24)
#   GANTRY_LAB_NET6    its IPv6 range, a /64 ending in "::"      (default: fd88:…, from the IPv4 range)
#   GANTRY_LAB_FLAVOR  bare: hosts can install containerd, haproxy, …; full: they have them
#   GANTRY_LAB_CACHE   where the root file system is kept        (default: ~/.cache/gantry-lab)
#   GANTRY_LAB_RUN     where running labs keep their files       (default: /var/lib/gantry-lab)
#   GANTRY_LAB_KUBE    programs of a Kubernetes version          (default: the folder "kube" of the cache)
#   GANTRY_LAB_TIMEOUT seconds a host may take to answer         (default: 90)

LAB_NAME=${GANTRY_LAB_NAME:-gantry}
LAB_NET=${GANTRY_LAB_NET:-10.88.0.0/24}
LAB_FLAVOR=${GANTRY_LAB_FLAVOR:-bare}
LAB_CACHE=${GANTRY_LAB_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gantry-lab}
LAB_RUN_ROOT=${GANTRY_LAB_RUN:-/var/lib/gantry-lab}
LAB_KUBE=${GANTRY_LAB_KUBE:-$LAB_CACHE/kube}
LAB_TIMEOUT=${GANTRY_LAB_TIMEOUT:-90}

LAB_OTHER_RANGES=
LAB_SUITE=bookworm
LAB_ARCH=$(dpkg --print-architecture 2>/dev/null || true)
# Addresses .11 to .99; .100 to .120 are left free for virtual addresses.
LAB_MAX_HOSTS=89

settings_check() {
  [[ $LAB_NAME =~ ^[a-z][a-z0-9-]{0,23}$ ]] ||
    fail "GANTRY_LAB_NAME is \"$LAB_NAME\": use a letter, then up to 23 of a-z, 0-9 and -."
  [[ $LAB_NET =~ ^([0-9]{1,3}\.){3}0/24$ ]] ||
    fail "GANTRY_LAB_NET is \"$LAB_NET\": use a /24 such as 10.88.0.0/24."
  [[ $LAB_FLAVOR == bare || $LAB_FLAVOR == full ]] ||
    fail "GANTRY_LAB_FLAVOR is \"$LAB_FLAVOR\": use bare or full."
  [[ $LAB_TIMEOUT =~ ^[1-9][0-9]{0,3}$ ]] ||
    fail "GANTRY_LAB_TIMEOUT is \"$LAB_TIMEOUT\": use a number of seconds."
  [[ $LAB_NET6 =~ ^[fF][cCdD][0-9a-fA-F:]+::/64$ ]] ||
    fail "GANTRY_LAB_NET6 is \"$LAB_NET6\": use a private /64 such as fd88:10:88::/64."
  [[ $LAB_CACHE == /* && $LAB_RUN_ROOT == /* && $LAB_KUBE == /* ]] ||
    fail "GANTRY_LAB_CACHE, GANTRY_LAB_RUN and GANTRY_LAB_KUBE must be absolute paths."
}

settings_derive() {
  RUN=$LAB_RUN_ROOT/$LAB_NAME
  LOCK=$LAB_RUN_ROOT/$LAB_NAME.lock
  settings_recall
  local octets tag
  NET_PREFIX=${LAB_NET%.0/24}
  IFS=. read -r -a octets <<<"$NET_PREFIX"
  LAB_NET6=${GANTRY_LAB_NET6:-fd88:${octets[0]}:${octets[1]-}:${octets[2]-}::/64}
  NET6_PREFIX=${LAB_NET6%/64}
  # An interface name has at most 15 characters.
  tag=$LAB_NAME
  ((${#tag} <= 12)) || tag=$(printf %s "$LAB_NAME" | sha256sum | cut -c1-12)
  MACHINE_LINK=gl-$tag
  NETNS_PREFIX=$LAB_NAME-lab
}

host_dir() { echo "$RUN/hosts/$1"; }
host_netns() { echo "$NETNS_PREFIX-$1"; }
host_address() { echo "$NET_PREFIX.$((10 + ${1#host-}))"; }
host_address6() { echo "$NET6_PREFIX$((10 + ${1#host-}))"; }

# A lab keeps the ranges that it was made with; other commands need no setting but its name.
settings_record() { printf '%s\n' "$LAB_NET" "$LAB_NET6" >"$RUN/ranges"; }

# Sets LAB_OTHER_RANGES where the environment asks for others.
settings_recall() {
  local net net6
  [[ -s $RUN/ranges ]] || return 0
  { read -r net && read -r net6; } <"$RUN/ranges" || return 0
  [[ ${GANTRY_LAB_NET:-$net} == "$net" && ${GANTRY_LAB_NET6:-$net6} == "$net6" ]] || LAB_OTHER_RANGES="$net and $net6"
  LAB_NET=$net
  GANTRY_LAB_NET6=$net6
}

# The hosts that were made, in the order of their numbers.
hosts_made() {
  local dir
  for dir in "$RUN"/hosts/host-*; do
    [[ -d $dir ]] && basename "$dir"
  done | sort -t- -k2n
}

# $1 names a host that was made, or the lab stops with what there is.
host_known() {
  [[ ${1-} =~ ^host-[1-9][0-9]*$ && -d $(host_dir "$1") ]] ||
    fail "No host \"${1-}\" in lab \"$LAB_NAME\". It has: $(hosts_made | paste -sd' ' | grep . || echo 'none; run "lab up 3"')."
}
