# shellcheck shell=bash
# What is done to fill a new root file system. Together with base/ this is the recipe: a change of it makes another.

# The words of a list in base/, one a line, without comments.
base_list() { grep -v "^#" "$LAB_HOME/base/$1"; }

base_fill_bare() {
  local root=$1 sources mirror keyring trusted options=()
  sources=$(mirror_for_suite)
  IFS='|' read -r mirror _ _ keyring trusted < <(grep "|$LAB_SUITE|" <<<"$sources")
  [[ -z $keyring ]] || options+=("--keyring=$keyring")
  [[ $trusted != yes ]] || options+=(--no-check-gpg)
  debootstrap --variant=minbase --include="$(base_list packages | paste -sd,)" "${options[@]}" "$LAB_SUITE" "$root" "$mirror"
  base_take_apt_of_machine "$root" "$sources"
  base_upgrade "$root"
  base_keep_debs "$root"
  base_forget_apt_of_machine "$root"
  base_copy_tree "$root"
  install -m 0755 "$LAB_HOME/base/finish" "$root/finish"
  in_root "$root" /finish
  rm "$root/finish"
  in_root "$root" apt-get update
}

# Folders that are there keep their owner and mode, whatever those of the checkout are.
base_copy_tree() {
  tar -C "$LAB_HOME/base/tree" --owner=root --group=root --mode=go-w -c . |
    tar -C "$1" --no-overwrite-dir -p -x
}

base_fill_full() {
  local root=$1 debs
  cp -a --reflink=auto "$(base_path bare)/." "$root/"
  mapfile -t debs < <(base_list debs)
  # Nothing starts inside a chroot, and what is enabled starts at a host's first boot.
  in_root "$root" apt-get install -y --no-install-recommends "${debs[@]}"
  # Docker's daemon sets the firewall to drop what is forwarded, and with it what pods send to other hosts.
  in_root "$root" systemctl disable docker.service docker.socket
  in_root "$root" apt-get clean
}

# shellcheck disable=SC2016 # the inner shell expands
in_root() {
  local root=$1
  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    unshare --mount bash -c 'mount -t proc proc "$0/proc"; exec chroot "$0" "$@"' "$root" "$@"
}

# For the time of the build the root file system uses the machine's sources and ways to reach them.
base_take_apt_of_machine() {
  local root=$1 sources=$2 uri suite components keyring trusted
  : >"$root/etc/apt/sources.list"
  while IFS='|' read -r uri suite components keyring trusted; do
    [[ -z $keyring || -f $root$keyring ]] || install -D -m 0644 "$keyring" "$root$keyring"
    echo "deb [${keyring:+signed-by=$keyring }${trusted:+trusted=$trusted }arch=$LAB_ARCH] $uri $suite $components"
  done <<<"$sources" >>"$root/etc/apt/sources.list"
  apt-config dump Acquire | grep -v '^Acquire::IndexTargets' >"$root/etc/apt/apt.conf.d/99machine"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  cp /etc/hosts "$root/etc/hosts"
}

base_forget_apt_of_machine() {
  local root=$1
  rm -f "$root/etc/apt/sources.list" "$root/etc/apt/apt.conf.d/99machine"
  find "$root/var/lib/apt/lists" -type f -delete
  in_root "$root" apt-get clean
}

base_upgrade() {
  in_root "$1" apt-get update
  in_root "$1" apt-get upgrade -y --no-install-recommends
}

# Downloads what a host can install, with its dependencies, into a flat repository of the root file system itself.
base_keep_debs() {
  local root=$1 folder=$1/opt/gantry-lab/debs debs
  mapfile -t debs < <(base_list debs)
  mkdir -p "$folder/partial"
  in_root "$root" apt-get install -y --no-install-recommends --download-only \
    -o Dir::Cache::archives=/opt/gantry-lab/debs "${debs[@]}"
  rm -rf "$folder/partial" "$folder/lock"
  chmod 0755 "$folder"
  (cd "$folder" && apt-ftparchive packages . >Packages && apt-ftparchive release . >../Release && mv ../Release Release)
}
