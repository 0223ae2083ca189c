# shellcheck shell=bash
# Who a host is: name, machine id, host keys, and whose key opens it.

# The key that opens every host of this lab.
identity_client_key() {
  [[ -f $RUN/key ]] && return
  (umask 077 && ssh-keygen -q -t ed25519 -N '' -C "gantry-lab-$LAB_NAME" -f "$RUN/key.new" &&
    mv "$RUN/key.new.pub" "$RUN/key.pub" && mv "$RUN/key.new" "$RUN/key")
}

identity_write() {
  local host=$1 root=$2 type
  echo "$host" >"$root/etc/hostname"
  printf '127.0.0.1\tlocalhost\n127.0.1.1\t%s\n\n::1\tlocalhost ip6-localhost ip6-loopback\n' "$host" >"$root/etc/hosts"
  tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
  for type in ed25519 ecdsa rsa; do
    ssh-keygen -q -t "$type" -N '' -C "root@$host" -f "$root/etc/ssh/ssh_host_${type}_key"
    cp "$root/etc/ssh/ssh_host_${type}_key.pub" "$(host_dir "$host")/"
  done
  install -m 0600 "$RUN/key.pub" "$root/root/.ssh/authorized_keys"
  install -m 0600 "$RUN/key.pub" "$root/home/ops/.ssh/authorized_keys"
  chown --reference="$root/home/ops" "$root/home/ops/.ssh/authorized_keys"
  identity_facts "$host" >"$root/etc/gantry-lab.env"
}

# What a host cannot find out by itself.
identity_facts() {
  cat <<END
# Facts of this lab host; see examples/lab/README.md.
GANTRY_LAB=$LAB_NAME
GANTRY_LAB_HOST=$1
GANTRY_LAB_ADDRESS=$(host_address "$1")
GANTRY_LAB_ADDRESS6=$(host_address6 "$1")
# true: the machine lacks CAP_SYS_RESOURCE, and containerd needs restrict_oom_score_adj = true.
GANTRY_LAB_RESTRICT_OOM_SCORE_ADJ=$(machine_may_set_oom && echo false || echo true)
END
}

# CAP_SYS_RESOURCE is bit 24, see capability.h.
machine_may_set_oom() {
  local set
  set=$(awk '$1 == "CapEff:" { print $2 }' /proc/self/status)
  (((0x$set >> 24) & 1))
}

# known_hosts lines of all hosts, in their order.
identity_known_hosts() {
  local host pub
  for host in $(hosts_made); do
    for pub in ed25519 ecdsa rsa; do
      awk -v names="$(host_address "$host"),$(host_address6 "$host")" '{ print names, $1, $2 }' \
        "$(host_dir "$host")/ssh_host_${pub}_key.pub"
    done
  done
}
