# Removes a folder of package files that were sent.
#   $1 the folder
rm -rf -- "$1"
tidy "$base"
