#!/bin/sh -eu
# The validator's ceremony, as it is shipped: its bundle is whole, and a stock tool agrees.
# must: ^bundle     bundle$
# must: ^wiped .*, nothing left$
# must: ^validator-identity-[0-9a-f]*\.age: OK$
# must: ^opened: 64$
keyrite ceremony run /ceremony/validator-identity.yaml --out bundle --yes
cd bundle
sha256sum -c SHA256SUMS
echo "opened: $(keyrite age -d -i /ceremony/demo/host.identity validator-identity-*.age | wc -c)"
