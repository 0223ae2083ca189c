# What a machine is and what runs on it. Only reads (law 14): no file is written, no module loaded.
#
# Answer: lines of KEY, a tab, VALUE; a key may come several times. What cannot be told is left out,
# and every program may be missing.
say() {
  [ -z "$2" ] || printf '%s\t%s\n' "$1" "$2"
}
every() {
  while IFS= read -r line; do say "$1" "$line"; done
}
is() {
  command -v "$1" >/dev/null 2>&1
}
exec 2>/dev/null

say time "$(date +%s.%N)"
for key in ID VERSION_ID PRETTY_NAME; do
  say "os-$key" "$(sed -n "s/^$key=//p" /etc/os-release | head -n 1)"
done
say kernel "$(uname -r)"
say arch "$(uname -m)"
say hostname "$(cat /proc/sys/kernel/hostname)"
say virtualisation "$(systemd-detect-virt)"
say init "$(cat /proc/1/comm)"
say cpus "$(nproc)"
say memory-kib "$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)"
say product-uuid "$(cat /sys/class/dmi/id/product_uuid)"
ip -o address | every address
ip -o link | every link
ip -o route show default | every route
ip -o -6 route show default | every route
say cgroup "$(stat -fc %T /sys/fs/cgroup)"
sed 1d /proc/swaps | every swap
say ntp "$(timedatectl show -p NTPSynchronized --value)"
is chronyc && say chrony "$(timeout 3 chronyc -n tracking | sed -n 's/^Leap status *: *//p')"
for program in containerd runc kubelet kubeadm kubectl; do
  case $program in
    kubectl) set -- version --client ;;
    kubeadm) set -- version -o short ;;
    *) set -- --version ;;
  esac
  is "$program" && say "version-$program" "$(timeout 5 "$program" "$@" | head -n 1)"
done
for unit in containerd crio docker cri-docker podman.socket kubelet firewalld ufw; do
  state=$(systemctl is-active "$unit")
  case $state in
    '' | inactive | unknown) ;;
    *) say "unit-$unit" "$state" ;;
  esac
done
