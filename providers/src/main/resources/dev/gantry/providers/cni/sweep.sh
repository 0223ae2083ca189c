# What a network of type bridge leaves: addresses that it gave out, and links to plugins that are gone.
rm -rf /var/lib/cni/networks/gantry-bridge
for link in /opt/cni/bin/*; do
  if [ -L "$link" ] && [ ! -e "$link" ]; then
    rm -f "$link"
  fi
done
rmdir /opt/cni/bin /opt/cni /var/lib/cni/networks /var/lib/cni /usr/local/lib/gantry /etc/gantry 2>/dev/null
exit 0
