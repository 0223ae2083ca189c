# What this control plane is told of encryption, and what its API server has loaded; reads only.
# Behind own-api.sh. Answers with lines of KEY, a tab, VALUE. No key leaves the machine: in its place
# stands sha256: and the first 8 digits of the SHA-256 of its bytes.
#   $1 manifest of kube-apiserver
path=$(flag "$1" encryption-provider-config)
printf 'path\t%s\n' "$path"
[ -n "$path" ] || exit 0
printf 'reload\t%s\n' "$(flag "$1" encryption-provider-config-automatic-reload)"
ask --request-timeout=8s get --raw=/metrics 2>/dev/null |
  sed -n 's/^apiserver_encryption_config_controller_last_config_info{.*hash="\([^"]*\)".*/loaded\t\1/p'
[ -e "$path" ] || exit 0
[ -r "$path" ] || exit 1
keys() {
  grep -oE "secret[\"']?[[:space:]]*:[[:space:]]*[\"']?[A-Za-z0-9+/]{16,}={0,2}" "$path" |
    sed 's/.*[^A-Za-z0-9+/=]//' | sort -u
}
masked() {
  {
    for key in $(keys); do
      printf '%s %s\n' "$key" "$(printf %s "$key" | base64 -d 2>/dev/null | sha256sum | cut -c 1-8)"
    done
    echo
    cat -- "$path"
  } | awk '
    !file && NF == 0 { file = 1; next }
    !file { sum[$1] = $2; next }
    {
      for (key in sum)
        while (at = index($0, key))
          $0 = substr($0, 1, at - 1) "sha256:" sum[key] substr($0, at + length(key))
      print
    }'
}
printf 'mode\t%s\n' "$(stat -c '%a %U:%G' -- "$path")"
printf 'sha256\t%s\n' "$(sha256sum <"$path" | cut -d ' ' -f 1)"
printf 'content\t%s\n' "$(masked | base64 | tr -d '\n')"
