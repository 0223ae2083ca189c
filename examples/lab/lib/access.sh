# shellcheck shell=bash
# Ways in for a person and for programs: ssh with the lab's key and the hosts' known keys.

lab_ssh() {
  ssh -F none -i "$RUN/key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=5 \
    -o UserKnownHostsFile="$RUN/known_hosts" -o GlobalKnownHostsFile=none -o StrictHostKeyChecking=yes \
    -o LogLevel=ERROR "$@"
}

# ssh-config(5) for all hosts: ssh -F <(lab ssh-config) host-1
access_ssh_config() {
  local host
  for host in $(hosts_made); do
    cat <<END
Host $host $(host_address "$host")
  HostName $(host_address "$host")
  User root
  IdentityFile $RUN/key
  IdentitiesOnly yes
  UserKnownHostsFile $RUN/known_hosts
  StrictHostKeyChecking yes
END
  done
}

access_inventory() {
  local host
  for host in $(hosts_made); do
    echo "$host $(host_address "$host")"
  done
}

# Shell variables for tests: eval "$(lab env)"
access_env() {
  local host name
  for name in LAB_NAME LAB_NET LAB_NET6; do printf 'GANTRY_%s=%q\n' "$name" "${!name}"; done
  printf 'GANTRY_LAB_KEY=%q\n' "$RUN/key"
  printf 'GANTRY_LAB_KNOWN_HOSTS=%q\n' "$RUN/known_hosts"
  printf 'GANTRY_LAB_CLIENT_NETNS=%q\n' "$(client_netns)"
  printf 'GANTRY_LAB_VIP=%q\n' "$NET_PREFIX.100"
  printf 'GANTRY_LAB_HOSTS=%q\n' "$(hosts_made | paste -sd' ')"
  for host in $(hosts_made); do
    printf 'GANTRY_LAB_ADDRESS_%s=%q\n' "${host#host-}" "$(host_address "$host")"
  done
}
