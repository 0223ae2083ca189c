# Removes a saved etcd.
#   $1 the folder
case $1 in
  */../* | */..) exit 2 ;;
  /var/lib/gantry/etcd-snapshot.*) rm -rf -- "$1" ;;
esac
