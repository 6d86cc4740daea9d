#!/bin/sh -eu
# A hostile generator tries all it can (src/test/attacks), with an accomplice of the same user outside: every
# attack meets an error, finds nothing, or is one of those that do no harm (RoomAttacksIT says why); and the
# accomplice hears nothing. An ordinary user's other groups cannot be left; what they may open is not shown.
# must: ^unshare-user EPERM$
# must: ^([0-9]{3}) of \1 attacks$
# never: SUCCESS
# never: ^reached:
for file in precious truncated renamed deleted changed; do echo "$file of the caller" >"$file"; done
accomplice "$PWD" >reached &
accomplice=$!
until grep -q ^ready reached; do usleep 50000; done
port=$(sed -n 's/^ready //p' reached)

cat >hold <<HOLD
attacks-plan all \$\$ $accomplice $PWD $port >plan.yaml
exec keyrite ceremony run plan.yaml --out bundle --yes
HOLD
KEYRITE_OF_THE_CALLER=1 sh -eu hold
kill "$accomplice"
wait "$accomplice" || true

sed -nE 's/.*"event":"public-value".*"value":"([^"]*)".*/\1/p' bundle/journal.jsonl | tr '_.' '\n ' |
  sed -E 's/^(pair-stream|run-from-(memory|workspace)|one-address|executable-data|memfd-secret) SUCCESS$/\1 harmless/
    s/^(inherited-descriptors|(raise|lower)-core|raise-memory|clone-parent|other-groups) SUCCESS$/\1 harmless/' | tee results
echo "$(grep -c ' ' results) of $(attacks list | wc -l) attacks"
sed '/^ready /d; s/^/reached: /' reached
cat precious truncated renamed deleted changed
