#!/bin/sh -eu
# An identity is split, and two of three trustees bring it back.
# must: ^proven     read back, and restored from all 3 combinations$
# must: ^the secret to be escrowed$
# must: ^the same identity$
keyrite age-keygen -o carol
keyrite age-keygen -o lost
keyrite age -e -i lost -o secret.age <<SECRET
the secret to be escrowed
SECRET
keyrite escrow split --environment machine --threshold 2 --identity lost --out set \
  --trustee alice="$(keyrite age-keygen -y /ceremony/demo/host.identity)" \
  --trustee bob="$(keyrite age-keygen -y /ceremony/demo/backup.identity)" \
  --trustee carol="$(keyrite age-keygen -y carol)"
combine() {
  keyrite escrow combine --yes --set set/escrow.json -i /ceremony/demo/host.identity -i carol "$@" \
    set/*-alice.share.age set/*-carol.share.age
}
combine --decrypt secret.age -o - | cat
workspace=/dev/shm/combined-$(id -un)
mkdir -m 0700 "$workspace"
combine -o "$workspace/identity"
test "$(keyrite age-keygen -y "$workspace/identity")" = "$(keyrite age-keygen -y lost)"
echo "the same identity"
rm -r "$workspace"
