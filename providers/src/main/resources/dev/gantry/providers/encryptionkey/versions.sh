# Around the file with the keys of a cluster.
#   keep FILE LINK FOLDER SUM MANY   before it is written: keeps what is there, unless it has this
#                                    SHA-256 already, and the newest MANY of what was kept
#   link FILE LINK FOLDER            afterwards: people look for it at LINK
#   remove FILE LINK FOLDER          takes away what keep and link made
set -eu
umask 077
what=$1 file=$2 link=$3 folder=$4
case $what in
  keep)
    [ -f "$file" ] || exit 0
    sum=$(sha256sum <"$file")
    [ "${sum%% *}" != "$5" ] || exit 0
    mkdir -p "$folder"
    chmod 700 "$folder"
    last=$(ls "$folder" | sed -n 's/.*\.\([0-9][0-9]*\)$/\1/p' | sort -n | tail -n 1)
    kept=$folder/${file##*/}.$(printf '%06d' "$(($(echo "${last:-0}" | sed 's/^0*\(.\)/\1/') + 1))")
    cp -- "$file" "$kept.part"
    chown root:root "$kept.part"
    chmod 600 "$kept.part"
    mv -- "$kept.part" "$kept"
    ls "$folder" | sort | head -n "-$6" | while read -r old; do rm -f -- "$folder/$old"; done
    ;;
  link)
    chmod 700 "${file%/*}"
    [ "$(readlink "$link" 2>/dev/null)" = "$file" ] && exit 0
    if [ -e "$link" ] && [ ! -L "$link" ]; then
      echo "$link is a file of its own: another hand wrote it" >&2
      exit 1
    fi
    ln -sfn -- "$file" "$link"
    ;;
  remove)
    [ "$(readlink "$link" 2>/dev/null)" != "$file" ] || rm -f -- "$link"
    rm -rf -- "$folder"
    ;;
esac
