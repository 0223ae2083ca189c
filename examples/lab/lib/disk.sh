# shellcheck shell=bash
# The disk of a host: what it wrote lies over the shared root file system, and stays until the host is removed.

# Chooses once a lab how its disks are made: overlay where the run folder can carry one, else overlay on memory,
# else a whole copy for each host.
disk_choose() {
  [[ -s $RUN/disks ]] && return
  mkdir -p "$RUN/hosts"
  if disk_overlay_works "$RUN"; then
    echo overlay >"$RUN/disks"
  elif mount -t tmpfs -o mode=0755 gantry-lab "$RUN/hosts" && disk_overlay_works "$RUN/hosts"; then
    say "$RUN cannot carry overlays: the hosts' disks are in memory"
    echo overlay >"$RUN/disks"
  else
    unmount_under "$RUN"
    say "this machine cannot mount overlays: each host gets a copy of the root file system ($(du -sm "$(base_path)" | cut -f1) MB each)"
    echo copy >"$RUN/disks"
  fi
}

# Tries it for real: kernel, file system and rights all have a say.
disk_overlay_works() {
  local try=$1/overlay-try
  mkdir -p "$try"/{upper,work,merged}
  mount -t overlay overlay -o "lowerdir=$(base_path),upperdir=$try/upper,workdir=$try/work" "$try/merged" 2>/dev/null &&
    : >"$try/merged/etc/gantry-lab-try" 2>/dev/null
  local works=$?
  unmount_under "$try"
  rm -rf --one-file-system "$try"
  return $works
}

disk_make() {
  local dir=$1
  mkdir -p "$dir"/{upper,work,root} "$dir"/data/{containerd,kubelet,etcd}
  chmod 0700 "$dir/data/etcd"
  base_path >"$dir/base"
  [[ $(<"$RUN/disks") == overlay ]] || cp -a --reflink=auto "$(base_path)/." "$dir/root/"
}

disk_mount() {
  local dir=$1
  [[ $(<"$RUN/disks") == overlay ]] || return 0
  mountpoint -q "$dir/root" ||
    mount -t overlay overlay -o "lowerdir=$(<"$dir/base"),upperdir=$dir/upper,workdir=$dir/work" "$dir/root"
}

disk_unmount() { unmount_under "$1"; }
