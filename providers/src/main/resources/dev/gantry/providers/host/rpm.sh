# shellcheck disable=SC2086
# What dnf and zypper share. rpm refuses to remove what something else needs.
rpm_removable() {
  if rpm -e --test -- "$@" >/dev/null 2>&1; then
    printf '%s\n' "$@"
    return
  fi
  wanted="$*" changed=yes
  while [ "$changed" = yes ] && [ -n "$wanted" ]; do
    changed=no
    for needed in $(rpm_needed "$wanted"); do
      wanted=$(printf '%s\n' $wanted | grep -Fxv -- "$needed" | tr '\n' ' ') changed=yes
    done
  done
  printf '%s\n' $wanted
}

# Prints those of the packages, given as one word list, that others need.
rpm_needed() {
  rpm -e --test -- $1 2>&1 | sed -n '/ is needed by (installed) /p' |
    while read -r capability _; do
      rpm -q --whatprovides --qf '%{NAME}\n' -- "$capability" 2>/dev/null
    done | sort -u | while read -r name; do
    case " $1 " in
      *" $name "*) echo "$name" ;;
    esac
  done
}
