# shellcheck shell=bash
# The wires of a lab. A network namespace of its own is the switch: one bridge, and on it one veth a host, one for the
# client and one for the machine. The machine itself thus gets a single interface, and its firewall sees nothing of
# what the hosts say to each other.

switch_netns() { echo "$NETNS_PREFIX-switch"; }
client_netns() { echo "$NETNS_PREFIX-client"; }

network_up() {
  [[ ! -f $RUN/network-made ]] || return 0
  network_down
  claim link "$MACHINE_LINK"
  network_check_free || {
    release link "$MACHINE_LINK"
    exit 1
  }
  network_switch_up && network_machine_up && network_client_up && : >"$RUN/network-made"
}

network_switch_up() {
  local switch
  switch=$(switch_netns)
  claim netns "$switch"
  # Multicast snooping needs a querier, and VRRP adverts are multicast: flood them as a plain switch does.
  ip netns add "$switch" &&
    ip -n "$switch" link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0 &&
    ip -n "$switch" link set br0 up
}

network_machine_up() {
  network_plug "" "$MACHINE_LINK" machine 1 &&
    # Hosts reach the machine and nothing behind it, even where the machine is a router.
    echo 0 >"/proc/sys/net/ipv4/conf/$MACHINE_LINK/forwarding"
}

network_client_up() {
  claim netns "$(client_netns)"
  ip netns add "$(client_netns)" && network_plug "$(client_netns)" eth0 client 2
}

network_down() {
  rm -f "$RUN/network-made"
  release link "$MACHINE_LINK"
  release_all netns
}

# network_plug NETNS INTERFACE PORT NUMBER: a wire from INTERFACE in NETNS ("" is the machine) to PORT of the switch.
# An interface's hardware address follows from its IPv4 address, so a host keeps it.
network_plug() {
  local netns=$1 interface=$2 port=$3 number=$4 octets switch inside=(ip)
  switch=$(switch_netns)
  [[ -z $netns ]] || inside=(ip -n "$netns")
  IFS=. read -r -a octets <<<"$NET_PREFIX.$number"
  ip -n "$switch" link add "$port" type veth peer name "$interface" netns "${netns:-$$}" \
    address "$(printf '02:67:%02x:%02x:%02x:%02x' "${octets[@]}")" &&
    ip -n "$switch" link set "$port" master br0 up &&
    "${inside[@]}" address add "$NET_PREFIX.$number/24" broadcast + dev "$interface" &&
    network_address6 "$interface" "$number" "${inside[@]}" &&
    "${inside[@]}" link set "$interface" up &&
    { [[ -z $netns ]] || network_plug_inside "$netns"; }
}

# A machine without IPv6 has hosts without it.
network_address6() {
  local interface=$1 number=$2
  shift 2
  [[ ! -d /proc/sys/net/ipv6 ]] || "$@" address add "$NET6_PREFIX$number/64" nodad dev "$interface" ||
    say "$interface gets no IPv6 address: this machine has IPv6 turned off"
}

network_plug_inside() {
  # Cluster addresses need some route before they are translated; the machine forwards nothing.
  ip -n "$1" link set lo up && ip -n "$1" route add default via "$NET_PREFIX.1"
}

network_plug_host() {
  local host=$1 netns
  netns=$(host_netns "$host")
  network_unplug_host "$host"
  claim netns "$netns"
  ip netns add "$netns" &&
    network_plug "$netns" eth0 "$host" "$((10 + ${host#host-}))"
}

# The namespace goes too, so that no address of a host that is off answers.
network_unplug_host() {
  ip -n "$(switch_netns)" link del "$1" 2>/dev/null
  release netns "$(host_netns "$1")"
}

network_cut() { ip -n "$(switch_netns)" link set "$1" down; }
network_heal() { ip -n "$(switch_netns)" link set "$1" up; }

network_is_cut() { ! ip -n "$(switch_netns)" link show "$1" 2>/dev/null | grep -q '[<,]UP[,>]'; }

# No address or route of the machine may overlap the lab's range.
network_check_free() {
  local used taken other
  used=$(network_in_use)
  taken=$(network_overlapping "$LAB_NET" "$used")
  [[ -z $taken ]] && return
  for other in 10.{71..126}.0.0/24; do
    [[ -n $(network_overlapping "$other" "$used") ]] || break
  done
  say "error: The lab's range $LAB_NET overlaps $taken, which this machine uses: set GANTRY_LAB_NET to a free private /24, such as $other."
  return 1
}

# network_overlapping RANGE RANGES: prints the first of these ranges that overlaps it, if any.
network_overlapping() {
  local range
  while read -r range; do
    [[ -z $range ]] || ! ranges_overlap "$1" "$range" || { echo "$range" && return; }
  done <<<"$2"
}

# Prints the IPv4 addresses and routes of the machine, a line each.
network_in_use() {
  ip -4 -o address show | awk '{ print $4 }'
  ip -4 route show table all | awk '{ print ($1 ~ /^(local|broadcast|unicast|blackhole|unreachable|prohibit)$/) ? $2 : $1 }' |
    grep -E '^[0-9.]+(/[0-9]+)?$'
}

# Two IPv4 ranges overlap when they are equal in the bits of the shorter prefix.
ranges_overlap() {
  local bits=${1#*/} other=32
  [[ $2 != */* ]] || other=${2#*/}
  ((other >= bits)) || bits=$other
  ((bits == 0)) && return 1
  (($(address_number "${1%/*}") >> (32 - bits) == $(address_number "${2%/*}") >> (32 - bits)))
}

address_number() {
  local octets
  IFS=. read -r -a octets <<<"$1"
  echo $(((octets[0] << 24) + (octets[1] << 16) + (octets[2] << 8) + octets[3]))
}

# Runs a command on the client; a shell when there is none.
client_enter() {
  [[ -f $RUN/network-made ]] || fail "Lab \"$LAB_NAME\" is not up."
  (($# > 0)) || set -- bash
  ip netns exec "$(client_netns)" "$@"
}
