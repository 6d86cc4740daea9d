#!/bin/sh -eu
# A ceremony whose secret is known, for src/make/machine-memory to search the machine's memory for it. There, it
# stops as soon as the ceremony is over, before other programs are given the memory that became free. The secret of
# number 2 is kept, to show that what is in memory is found.
# must: ^wiped .*, nothing left$
# must: ^validator-identity-known\.age: OK$
cp -r /ceremony plan
hash=$(sha256sum /bin/known-secret | cut -d' ' -f1)
sed -i "s/^  sha256: [0-9a-f]*/  sha256: $hash/; s,^  file: demo/validator,  file: /bin/known-secret," plan/validator-identity.yaml
known-secret 2 | sed 's/", .*//; s/.*"//' >kept
xxd -r -p kept >kept-bytes
base64 kept-bytes >kept-base64
halt=no
if grep -qw halt /proc/cmdline; then halt=yes; fi

keyrite ceremony run plan/validator-identity.yaml --out bundle --yes
if [ $halt = yes ]; then
  echo "done" >/dev/ttyS1
  read -r _ </dev/ttyS1
fi
cd bundle
sha256sum -c SHA256SUMS
