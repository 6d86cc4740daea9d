#!/bin/sh -eu
# Secrets that src/make/machine-memory knows, or learns at the end, in each command that has one. At every "look" the
# machine stops, and its whole memory is searched; the words after the name say what must be there: "none" of them, or
# the forms of one that this has to be found in, to show that what is in memory is found.
# seconds: 600
# must: ^wiped .*, nothing left$
# must: ^opened$
look() {
  if ! grep -qw look /proc/cmdline; then return 0; fi
  echo "look $*" >/dev/ttyS1
  read -r _ </dev/ttyS1
}

wiped() { keyrite wipe --yes "$@"; }

host=$(keyrite age-keygen -y /ceremony/demo/host.identity)
memory=/dev/shm/own
mkdir -m 0700 "$memory"
cp -r /ceremony plan
hash=$(sha256sum /bin/known-secret | cut -d' ' -f1)
sed -i "s/^  sha256: [0-9a-f]*/  sha256: $hash/; s,^  file: demo/validator,  file: /bin/known-secret,
  s/^  arguments: .*/  arguments: [WAIT]/" plan/validator-identity.yaml

# A ceremony, while the generator is at work, and afterwards.
sed 's/WAIT/"1", "5"/' plan/validator-identity.yaml >plan/slow.yaml
keyrite ceremony run plan/slow.yaml --out slow --yes &
ceremony=$!
until pidof known-secret >/dev/null || ! kill -0 $ceremony; do usleep 100000; done
sleep 2
look generator-at-work 1:hex
wait $ceremony
look ceremony none

# Decryption to a file; the shares of what was in it; the identity again; a sheet.
keyrite age -d -i /ceremony/demo/host.identity -o "$memory/lost" /etc/lost.age
look age-d-file-there lost:text
head -c 8000000 /dev/zero | keyrite age -r "$(keyrite age-keygen -y "$memory/lost")" >large.age
keyrite age -d -i "$memory/lost" -o /dev/null large.age
keyrite escrow split --environment machine --threshold 2 --identity "$memory/lost" --out set \
  --trustee alice="$host" --trustee bob="$(keyrite age-keygen -y /ceremony/demo/backup.identity)"
wiped "$memory/lost"
look age-d-and-split-and-wipe none
combine() {
  keyrite escrow combine --yes --set set/escrow.json -i /ceremony/demo/host.identity -i /ceremony/demo/backup.identity "$@" \
    set/*-alice.share.age set/*-bob.share.age
}
combine -o "$memory/lost"
wiped "$memory/lost"
look combine none
shared=$(tr ',' '\n' <set/escrow.json | sed -n 's/^"recipient":"\([^"]*\)"$/\1/p' | head -n 1)
keyrite age -r "$shared" -o kept.age /ceremony/demo/validator
combine --decrypt kept.age -o opened
echo opened
look combine-decrypt none
keyrite escrow kit --set set/escrow.json -i /ceremony/demo/host.identity --kits "$memory" set/*-alice.share.age
look kit-sheet-there alice:sheet
wiped "$memory"
look kit none

# A new identity, and another command's output.
mkdir -m 0700 "$memory"
keyrite age-keygen -o "$memory/new"
keyrite age -r "$host" -o new.age "$memory/new"
look age-keygen-file-there new:text
wiped "$memory/new"
look age-keygen none
keyrite workspace run -- known-secret 3 >"$memory/known"
wiped "$memory"
look workspace-run none
echo "learn alice $(base64 -w 0 set/*-alice.share.age)"
echo "learn new $(base64 -w 0 new.age)"
