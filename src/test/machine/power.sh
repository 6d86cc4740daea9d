#!/bin/sh -eu
# A ceremony and an escrow whose results go to a stick, for src/make/machine-power to cut the power of. The secret of
# the first is known; that of the second is the identity in /etc/lost.age, which is in the clear in memory meanwhile.
# users: root
# roots: tmpfs
# must: ^stick: bundle set$
cut=no
if grep -qw cut /proc/cmdline; then cut=yes; fi
# Each module needs others, which may come behind it.
for _ in 1 2 3 4; do
  for module in /modules/*.ko; do insmod "$module" 2>/dev/null || true; done
done
mkdir /stick
mount -t ext4 /dev/vda /stick
host=$(keyrite age-keygen -y /ceremony/demo/host.identity)
memory=/dev/shm/own
mkdir -m 0700 "$memory"
cp -r /ceremony plan
hash=$(sha256sum /bin/known-secret | cut -d' ' -f1)
sed -i "s/^  sha256: [0-9a-f]*/  sha256: $hash/; s,^  file: demo/validator,  file: /bin/known-secret,
  s/^  arguments: .*/  arguments: [\"1\", \"1\"]/" plan/validator-identity.yaml
if [ $cut = yes ]; then
  echo "ready" >/dev/ttyS1
  read -r _ </dev/ttyS1
fi

keyrite ceremony run plan/validator-identity.yaml --out /stick/bundle --yes
keyrite age -d -i /ceremony/demo/host.identity -o "$memory/lost" /etc/lost.age
keyrite escrow split --environment machine --threshold 2 --identity "$memory/lost" --out /stick/set \
  --trustee alice="$host" --trustee bob="$(keyrite age-keygen -y /ceremony/demo/backup.identity)"
keyrite wipe --yes "$memory/lost"
sync
if [ $cut = yes ]; then echo "finished" >/dev/ttyS1; fi
rm -r "$memory"
rmdir /stick/lost+found
echo "stick:$(for name in /stick/*; do printf " %s" "${name##*/}"; done)"
umount /stick
