# shellcheck shell=bash
# Which Debian mirror to use: the one that the machine's own apt sources name. No host is written down here.

# Prints every enabled binary source of the machine as "URI|SUITE|COMPONENTS|KEYRING|TRUSTED", from both formats.
mirror_sources() {
  local dir=${GANTRY_LAB_APT:-/etc/apt} file
  for file in "$dir"/sources.list "$dir"/sources.list.d/*.list; do
    [[ -f $file ]] && mirror_one_line_format "$file"
  done
  for file in "$dir"/sources.list.d/*.sources; do
    [[ -f $file ]] && mirror_deb822_format "$file"
  done
  return 0
}

# deb [option=value …] URI SUITE COMPONENT…
mirror_one_line_format() {
  awk '
    { sub(/#.*/, "") }
    $1 != "deb" { next }
    {
      keyring = ""; trusted = ""
      line = $0; sub(/^[ \t]*deb[ \t]+/, "", line)
      if (line ~ /^\[/) {
        options = line; sub(/\].*/, "", options); sub(/^\[[ \t]*/, "", options)
        sub(/^\[[^]]*\][ \t]*/, "", line)
        count = split(options, option, /[ \t]+/)
        for (i = 1; i <= count; i++) {
          if (option[i] ~ /^signed-by=/) keyring = substr(option[i], 11)
          if (option[i] ~ /^trusted=/) trusted = substr(option[i], 9)
        }
      }
      count = split(line, word, /[ \t]+/)
      components = ""
      for (i = 3; i <= count; i++) if (word[i] != "") components = components (components == "" ? "" : " ") word[i]
      print word[1] "|" word[2] "|" components "|" keyring "|" trusted
    }' "$1"
}

# Stanzas of "Field: value" with continuation lines; several URIs and suites a stanza.
mirror_deb822_format() {
  awk '
    function flush(  u, s, i, j, uris, suites) {
      if (field["types"] ~ /(^| )deb( |$)/ && tolower(field["enabled"]) !~ /^(no|false|off|0)$/) {
        uris = split(field["uris"], u, " "); suites = split(field["suites"], s, " ")
        for (i = 1; i <= uris; i++) for (j = 1; j <= suites; j++)
          print u[i] "|" s[j] "|" field["components"] "|" (field["signed-by"] ~ /^\// ? field["signed-by"] : "") "|" field["trusted"]
      }
      delete field; name = ""
    }
    /^#/ { next }
    /^[ \t]*$/ { flush(); next }
    /^[ \t]/ { value = $0; sub(/^[ \t]+/, "", value); if (name != "") field[name] = field[name] " " value; next }
    {
      name = tolower($0); sub(/:.*/, "", name)
      value = $0; sub(/^[^:]*:[ \t]*/, "", value); sub(/[ \t]+$/, "", value)
      field[name] = value
    }
    END { flush() }' "$1"
}

# Prints the sources to build from: those of the lab's own release, or its release on the machine's main mirror.
mirror_for_suite() {
  local sources main
  sources=$(mirror_sources)
  main=$(awk -F'|' '(" " $3 " ") ~ / main / && $2 !~ /[-\/]/ && $1 ~ /^(https?|mirror\+file|file|copy):/' <<<"$sources")
  if grep -q "|$LAB_SUITE|" <<<"$main"; then
    awk -F'|' -v suite="$LAB_SUITE" '($2 == suite || $2 == suite "-updates" || $2 == suite "-security") && (" " $3 " ") ~ / main /' \
      <<<"$sources" | sort -u
  elif [[ -n $main ]]; then
    head -n 1 <<<"$main" | awk -F'|' -v suite="$LAB_SUITE" '{ print $1 "|" suite "|main|" $4 "|" $5 }'
  else
    fail "The apt sources of this machine name no Debian mirror with a main component: see /etc/apt/sources.list.d."
  fi
}
