# The pods' network of this node. Written by Gantry.
#   up     one route to all pods on the nodes' segment; ARP is answered for this node's own
#   down   takes that back
set -eu
. /etc/gantry/pod-network.env
table() {
  nft delete table ip gantry_pods 2>/dev/null || true
}
case $1 in
  up)
    # Without a delay of its own: the kernel waits up to 0.8 s before it answers for another.
    sysctl -q -w net.ipv4.ip_forward=1 "net.ipv4.conf.$INTERFACE.proxy_arp=1" \
      "net.ipv4.neigh.$INTERFACE.proxy_delay=0"
    ip route replace "$POD_CIDR" dev "$INTERFACE" scope link
    table
    if [ "$MASQUERADE" = yes ]; then
      nft -f - <<EOF
table ip gantry_pods {
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr $POD_CIDR ip daddr != $POD_CIDR ip daddr != 224.0.0.0/4 masquerade
  }
}
EOF
    fi
    ;;
  down)
    ip route del "$POD_CIDR" dev "$INTERFACE" scope link 2>/dev/null || true
    sysctl -q -w "net.ipv4.conf.$INTERFACE.proxy_arp=0" || true
    table
    ;;
esac
