#!/bin/sh -eu
# A hostile generator that would spoil the end of it all: it stays, fills memory and disk, floods its output,
# hides and replaces the workspace. Whatever the ceremony says of it, no process and no file of it is left, and the
# caller's file is what it was.
# roots: tmpfs
# seconds: 300
# must: ^daemon: status [0134],
# must: ^link-as-key: status [0134],
# must: ^precious of the caller$
# never: left$
echo "precious of the caller" >precious
for name in daemon daemon-with-output immortal fork-bomb fill-memory fill-file fill-files flood flood-reopened \
  grow-output rewind-output empty-output seal-output replace-workspace remove-workspace close-workspace \
  hide-in-workspace pipe-as-key link-as-key; do
  echo "attacks-plan $name \$\$ 0 $PWD 0 >plan.yaml; exec keyrite ceremony run plan.yaml --out $name --yes" >hold
  status=0
  TIME_LIMIT=3s sh -eu hold >said 2>&1 || status=$?
  echo "$name: status $status, $(grep -m 1 '^keyrite:' said || tail -n 1 said)"
  if pidof attacks; then
    echo "$name: a process is left"
    killall -9 attacks
  fi
done
cat precious
