# What `kubeadm reset` leaves: rules of kube-proxy and the kubelet, and empty folders.
for tool in iptables ip6tables; do
  command -v "$tool-save" >/dev/null 2>&1 || continue
  rules=$("$tool-save" 2>/dev/null) || continue
  case $rules in
    *KUBE-*) printf '%s\n' "$rules" | grep -v KUBE- | "$tool-restore" ;;
  esac
done
for family in ip ip6; do
  nft delete table "$family" kube-proxy 2>/dev/null
done
ip link delete kube-ipvs0 2>/dev/null
rm -rf /etc/kubernetes/pki /etc/kubernetes/tmp
rmdir /etc/kubernetes/manifests /etc/kubernetes 2>/dev/null
exit 0
