# What the checks of a machine need beside its survey. Only reads (law 14): no file is written, no
# module is loaded, no port is opened.
#
# Arguments: kernel modules, then "--", then kernel parameters as paths below /proc/sys.
# Answer: lines of KEY, a tab, VALUE; a key may come several times. What cannot be told is left out.
say() {
  [ -z "$2" ] || printf '%s\t%s\n' "$1" "$2"
}
every() {
  while IFS= read -r line; do say "$1" "$line"; done
}
is() {
  command -v "$1" >/dev/null 2>&1
}
# The kernel has the module: loaded, built in, to be loaded, or known by what it brings.
has_module() {
  under=$(printf %s "$1" | tr - _)
  modules=/lib/modules/$(uname -r)
  [ -d "/sys/module/$under" ] && return
  grep -qsF -e "/$1.ko" -e "/$under.ko" "$modules/modules.builtin" "$modules/modules.dep" && return
  case $under in
    br_netfilter) [ -d /proc/sys/net/bridge ] ;;
    overlay) grep -qsw overlay /proc/filesystems ;;
    nf_conntrack) [ -d /proc/sys/net/netfilter ] ;;
    ip_vs) [ -d /proc/sys/net/ipv4/vs ] ;;
    *) false ;;
  esac
}
# Asking nft where nf_tables is a module that is not loaded would load it; there are no rules then.
may_ask_nft() {
  grep -qs '^nf_tables ' /proc/modules || [ ! -d "/lib/modules/$(uname -r)" ] ||
    grep -qsF '/nf_tables.ko' "/lib/modules/$(uname -r)/modules.builtin"
}
exec 2>/dev/null

say time "$(date +%s.%N)"
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  has_module "$1" || say no-module "$1"
  shift
done
shift
for parameter do
  [ -e "$parameter" ] || say no-parameter "$parameter"
done
# Where the folder is not there yet, the nearest one above it tells.
for folder in /var/lib/etcd /var/lib/containerd /var/lib/kubelet; do
  there=$folder
  while [ ! -d "$there" ]; do there=${there%/*}; done
  say "disk-$folder" "$(df -Pk "${there:-/}" | sed -n '2s/  */ /gp')"
done
device=$(df -Pk /var/lib | sed -n '2s/ .*//p')
is lsblk && say rotates "$(lsblk -ndo ROTA "$device" | tr -d ' ')"
is ss && say ports known
ss -Hltnp | every listener
grep -E '^(nameserver|search)' /etc/resolv.conf | every resolver
say resolved "$(timeout 3 getent ahosts "$(cat /proc/sys/kernel/hostname)" | head -n 1)"
say selinux "$(cat /sys/fs/selinux/enforce)"
say apparmor "$(cat /sys/module/apparmor/parameters/enabled)"
for program in apparmor_parser conntrack ethtool ip iptables mount nsenter socat tc; do
  is "$program" || say no-program "$program"
done
if is nft && may_ask_nft; then
  timeout 3 nft list chains | grep -E 'type filter hook (input|forward)' | every chain
fi
if [ -s /proc/net/ip_tables_names ] && is iptables-legacy; then
  timeout 3 iptables-legacy -S | grep -E '^-P (INPUT|FORWARD) DROP' | every chain
fi
find /etc/kubernetes ! -type d | sort | head -n 5 | every kubernetes-file
find /var/lib/etcd -mindepth 1 -maxdepth 2 | sort | head -n 5 | every etcd-file
find /etc/cni/net.d ! -type d | sort | head -n 5 | every cni-file
exit 0
