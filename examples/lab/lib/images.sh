# shellcheck shell=bash
# Container images for hosts without internet: packed from the programs in the folder GANTRY_LAB_KUBE, under the names
# that its kubeadm asks for. An image is a docker-archive: manifest.json, a config, one layer.

# Packs what is not up to date into folder $1, and says what it has to leave out.
lab_images() {
  local into=${1:-$LAB_KUBE/images} image names group kept=() missing=()
  [[ -x $LAB_KUBE/kubeadm ]] ||
    fail "There is no kubeadm in \"$LAB_KUBE\": set GANTRY_LAB_KUBE to a folder with the programs of one Kubernetes version."
  base_ensure
  names=$(images_wanted) || fail "$LAB_KUBE/kubeadm does not tell which images it wants."
  mkdir -p "$into"/{control-plane,all}
  # One at a time in a folder; what an earlier command left half-made is removed.
  exec 7>"$into/.lock"
  flock 7
  rm -rf --one-file-system "$into"/.packing-*
  for image in $names; do
    group=$(images_group "$(images_kind "$image")")
    kept+=("$into/$group/$(images_file "$image")")
    images_pack_if_stale "$image" "${kept[-1]}" || missing+=("$image")
  done
  images_drop_others "$into" "${kept[@]}"
  exec 7>&-
  ((${#missing[@]} == 0)) || say "left out, as $LAB_KUBE lacks their programs: ${missing[*]}"
  images_say_limit
  find "$into" -name '*.tar' | sort
}

# The kernel counts the watchers of all hosts together; three hosts with kubelets have about 170.
images_say_limit() {
  local limit
  limit=$(</proc/sys/fs/inotify/max_user_instances)
  ((limit >= 512)) ||
    say "this machine allows $limit watchers of files, too few for kubelets on three hosts: sysctl -w fs.inotify.max_user_instances=1024"
}

images_wanted() {
  local version
  version=$("$LAB_KUBE/kubeadm" version -o short) &&
    "$LAB_KUBE/kubeadm" config images list --kubernetes-version "$version" && echo gantry-lab/httpd:1
}

# registry.k8s.io/coredns/coredns:v1.2.3 is of kind coredns and in the file coredns-v1.2.3.tar.
images_kind() { local name=${1##*/}; echo "${name%%:*}"; }
images_file() { echo "$(images_kind "$1")-${1##*:}.tar"; }

# Which hosts run an image of kind $1.
images_group() {
  case $1 in
    kube-apiserver | kube-controller-manager | kube-scheduler | etcd) echo control-plane ;;
    *) echo all ;;
  esac
}

# The programs of an image of kind $1; those with "?" are put in where the folder has them.
images_programs() {
  case $1 in
    etcd) echo "etcd etcd-real? etcdctl? etcdutl?" ;;
    httpd) ;;
    *) echo "$1" ;;
  esac
}

# What containers of an image of kind $1 run unless they are told otherwise, as words of a JSON list.
images_entrypoint() {
  case $1 in
    pause) echo '"/pause"' ;;
    coredns) echo '"/coredns"' ;;
    httpd) echo '"/bin/busybox","httpd","-f","-p","8080","-h","/www"' ;;
    *) echo "\"/usr/local/bin/$1\"" ;;
  esac
}

# Where the programs of an image of kind $1 lie in it.
images_folder() {
  case $1 in
    pause | coredns) echo / ;;
    *) echo /usr/local/bin ;;
  esac
}

# Fails when the folder lacks a program of image $1; file $2 is then removed, as nobody could say what it is of.
images_pack_if_stale() {
  local image=$1 file=$2 kind program programs=() key work status
  kind=$(images_kind "$image")
  for program in $(images_programs "$kind"); do
    if [[ -f $LAB_KUBE/${program%"?"} ]]; then
      programs+=("$LAB_KUBE/${program%"?"}")
    elif [[ $program != *"?" ]]; then
      rm -f "$file" "$file.key"
      return 1
    fi
  done
  key=$(images_key "$image" "${programs[@]}")
  [[ ! -f $file || ! -f $file.key || $(<"$file.key") != "$key" ]] || return 0
  work=$(dirname "$(dirname "$file")")/.packing-$kind
  say "packing $image"
  # Not as a condition: bash would then go on after a failed step.
  (
    set -eu
    rm -f "$file.key"
    mkdir "$work" "$work/root" "$work/image"
    images_fill "$kind" "$work/root" "${programs[@]}"
    images_archive "$image" "$work" >"$work/tar"
    mv "$work/tar" "$file"
    echo "$key" >"$file.key"
    rm -rf --one-file-system "$work"
  )
  status=$?
  ((status == 0)) || fail "$image could not be packed."
}

# What image $1 is made of: this recipe, the root file system that tools come from, size and time of its programs.
images_key() {
  local image=$1
  shift
  {
    echo "$image $(base_path)"
    cat "$LAB_HOME/lib/images.sh"
    (($# == 0)) || stat -L -c '%n %s %y' "$@"
  } | sha256sum | cut -d' ' -f1
}

# Files of other versions, which a host would import for nothing.
images_drop_others() {
  local into=$1 file
  shift
  for file in "$into"/{control-plane,all}/*.tar; do
    [[ ! -f $file || " $* " == *" $file "* ]] || rm -f "$file" "$file.key"
  done
}

# Fills folder $2 with the files of an image of kind $1.
images_fill() {
  local kind=$1 root=$2 folder program
  folder=$root$(images_folder "$kind")
  shift 2
  mkdir -p "$folder"
  install -d -m 1777 "$root/tmp"
  for program in "$@"; do
    install -m 0755 "$program" "$folder/"
    images_add_what_runs_it "$program" "$root"
  done
  case $kind in
    httpd)
      images_add_busybox "$root"
      install -d "$root/www"
      echo gantry-lab >"$root/www/index.html"
      ;;
    kube-proxy) images_add_firewall_tools "$root" ;;
  esac
}

# A script needs a shell, a dynamically linked program its libraries; a static one neither.
images_add_what_runs_it() {
  local program=$1 root=$2
  if [[ $(head -c 2 "$program" | tr -d '\0') == '#!' ]]; then
    images_add_busybox "$root"
  else
    images_libraries ldd "$program" | images_copy / "$root"
  fi
}

# Prints the libraries that "ldd PROGRAM…" names, loader included, without the leading slash; none for a static program.
images_libraries() { { "$@" 2>/dev/null || true; } | grep -o '/[^ :]*\.so[^ :]*' | sort -u | cut -c2- || true; }

# Copies the files named on standard input from root $1 to root $2, links as what they lead to.
images_copy() {
  local from=$1 to=$2
  (cd "$from" && xargs -r cp -L --parents -t "$to")
}

# The static busybox that hosts could install, with a link for each of its commands.
images_add_busybox() {
  local root=$1 command
  dpkg-deb --fsys-tarfile "$(base_path)"/opt/gantry-lab/debs/busybox-static_*.deb | tar -C "$root" -x ./bin/busybox
  for command in $("$root/bin/busybox" --list); do
    [[ -e $root/bin/$command ]] || ln -s busybox "$root/bin/$command"
  done
}

# kube-proxy calls iptables and nft: those of the hosts, with their libraries and extensions.
images_add_firewall_tools() {
  local root=$1 base
  base=$(base_path)
  (cd "$base" && tar -c usr/sbin/{iptables,ip6tables,xtables}* usr/sbin/nft etc/alternatives/{iptables,ip6tables}* \
    usr/lib/*/xtables) | tar -C "$root" -x
  images_libraries in_root "$base" sh -c 'ldd /usr/sbin/nft /usr/sbin/xtables-*-multi /usr/lib/*/xtables/*.so' |
    grep -v /xtables/ | images_copy "$base" "$root"
}

# Prints the archive of image $1 from the files in $2/root; the same files give the same archive.
images_archive() {
  local image=$1 work=$2 layer config kind
  kind=$(images_kind "$image")
  images_tar "$work/root" . >"$work/image/layer.tar"
  layer=$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)
  cat >"$work/config" <<END
{"architecture":"$LAB_ARCH","os":"linux","created":"1970-01-01T00:00:00Z",
"config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
"Entrypoint":[$(images_entrypoint "$kind")],"WorkingDir":"/"},
"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]},
"history":[{"created":"1970-01-01T00:00:00Z","created_by":"gantry lab images"}]}
END
  config=$(sha256sum "$work/config" | cut -d' ' -f1).json
  mv "$work/config" "$work/image/$config"
  printf '[{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]\n' "$config" "$image" >"$work/image/manifest.json"
  images_tar "$work/image" manifest.json "$config" layer.tar
}

# images_tar FOLDER NAME…
images_tar() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu -C "$1" -c "${@:2}"; }
