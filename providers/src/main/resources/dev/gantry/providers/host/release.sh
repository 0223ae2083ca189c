# Ends every hold of this owner; the last owner's end leaves nothing of Gantry behind.
rm -f -- "$base/installing-$owner"
for entry in "$base"/files/* "$base"/packages/* "$base"/notes/*; do
  if holds "$entry"; then
    drop "$entry"
  fi
done
for entry in "$base"/files/* "$base"/packages/* "$base"/notes/* "$base"/installing-*; do
  if [ -e "$entry" ]; then
    exit 0
  fi
done
rm -rf -- "$base"
# What a killed install of apt.sh leaves; it forbids nothing any more.
if grep -qs '^# gantry$' /usr/sbin/policy-rc.d; then
  rm -f -- /usr/sbin/policy-rc.d
fi
