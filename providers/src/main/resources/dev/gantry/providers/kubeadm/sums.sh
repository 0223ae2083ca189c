# SHA-256 of files, a line each as sha256sum prints them; files that are not there are left out. Of
# one of them, items of lists do not count that tell kube-apiserver of encryption; it only reads.
#   $1 that one   $2 the name of the volume with the file of encryption   $3 … files
special=$1 volume=$2
shift 2
without() {
  awk -v volume="$volume" '
    function done() {
      if (!drop) printf "%s", item
      item = ""
      drop = 0
    }
    {
      match($0, /^ */)
      indent = RLENGTH
      if ($0 ~ /^ *- / || indent <= at) {
        done()
        at = $0 ~ /^ *- / ? indent : -1
      }
      if ($1 == "-" && $2 ~ /^--encryption-provider-config(-automatic-reload)?=/) drop = 1
      if (at >= 0 && ($0 ~ "^ *name: " volume "$" || $0 ~ "^ *- name: " volume "$")) drop = 1
      item = item $0 "\n"
    }
    END { done() }' "$1"
}
for file; do
  [ -f "$file" ] || continue
  if [ "$file" = "$special" ]; then
    sum=$(without "$file" | sha256sum)
    echo "${sum%% *}  $file"
  else
    sha256sum -- "$file"
  fi
done
exit 0
