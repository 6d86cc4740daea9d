# shellcheck shell=bash
# A machine in an emulator: Debian's kernel, and an initramfs that holds busybox, the executable, ceremony/ and
# the test programs. Who includes this sets work, a folder for what is made here.

machine_make=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$machine_make/../.." && pwd)
scenarios=$project/src/test/machine
line=     # the second serial line, when it is answered
users=    # of a scenario, in place of those it names
holds=any # what "must KERNEL:" and the like are held against: words

refuse() { printf '%s\n' "${0##*/}: $*" >&2; exit 1; }

# Without an emulator nothing was tested: where that is for CI to find out, it is a failure.
require_emulator() {
  local tool missing=()
  for tool in qemu-system-x86_64 busybox cpio gcc; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  ! command -v busybox >/dev/null || is_static "$(command -v busybox)" || missing+=(busybox-static)
  [[ ${#missing[@]} != 0 ]] || return 0
  [[ ${CI:-} != true ]] ||
    refuse "missing: ${missing[*]} (Debian: qemu-system-x86 busybox-static cpio gcc)"
  echo "${0##*/}: SKIPPED, nothing was tested; missing: ${missing[*]} (Debian: qemu-system-x86 busybox-static cpio gcc)"
  exit 0
}

is_static() { ! ldd "$1" >/dev/null 2>&1; }

# said FILE KEY: the values of a key in a scenario's comments, of all that hold for "$holds"
said() {
  local words=${holds// /|}
  sed -nE "s/^# $2( ($words))?: (.*)/\3/p" "$1"
}

# or_else FILE KEY DEFAULT: the value of a key
or_else() {
  local value
  value=$(said "$1" "$2")
  echo "${value:-$3}"
}

# runs NAME: the lines of the machine's list for a scenario: name, user, seconds at most, and with which roots
runs() {
  local file=$scenarios/$1.sh user
  for user in ${users:-$(or_else "$file" users "root user")}; do
    echo "$1 $user $(or_else "$file" seconds 120) $(or_else "$file" roots "tmpfs initramfs")"
  done
}

# --- the secrets, as patterns of Perl: a line for each form, "SECRET:FORM PATTERN"

# forms NAME HEXADECIMAL
forms() {
  local bytes
  bytes=$(fold -w 2 <<<"$2" | sed 's/^/\\x/' | tr -d '\n')
  echo "$1:hex $2"
  echo "$1:bytes $bytes"
  # Without the last, which hold less than a byte.
  echo "$1:base64 \\Q$(printf '%b' "$bytes" | base64 | cut -c 1-42)\\E"
}

known_secret() { "$work/root/bin/known-secret" "$1" | sed -E 's/.*"secret_key": "([0-9a-f]*)".*/\1/'; }

identity_in() { sed -n 's/^AGE-SECRET-KEY-1\(.*\)$/\1/p'; }

# --- the machine's contents

fill_etc() {
  printf '%s\n' root:x:0:0::/:/bin/sh user:x:1000:1000::/:/bin/sh >"$1/passwd"
  printf '%s\n' root:x:0: user:x:1000: >"$1/group"
}

# An identity, encrypted to one that everybody has: in the machine it is not in the clear before it is decrypted.
fill_lost() {
  "$keyrite" age-keygen -o "$work/lost" 2>/dev/null
  "$keyrite" age -r "$(host_recipient)" -o "$1/etc/lost.age" "$work/lost"
}

host_recipient() { "$keyrite" age-keygen -y "$project/ceremony/demo/host.identity"; }

# compile FOLDER: the test programs, one of each file; of src/test/attacks, what has no main belongs to attacks
compile() {
  local source parts=()
  for source in "$scenarios"/*.c "$project"/src/test/attacks/*.c; do
    [[ -e $source ]] || continue
    if grep -q '^int main' "$source" && [[ $source != */attacks.c ]]; then
      compile_one "$1" "$source"
    else
      parts+=("$source")
    fi
  done
  [[ ${#parts[@]} == 0 ]] || compile_one "$1" "${parts[@]}"
}

compile_one() { # FOLDER SOURCE...
  local output=$1/attacks
  shift
  [[ $# != 1 ]] || output=${output%/*}/$(basename "$1" .c)
  gcc -static -O1 -Wall -Wextra -Werror -o "$output" "$@"
}

# fill_initramfs NAME...: fills $work/root, and packs it
fill_initramfs() {
  local root=$work/root name
  mkdir -p "$root"/{bin,etc,scenarios}
  cp "$(command -v busybox)" "$root/bin/busybox"
  cp "$keyrite" "$root/bin/keyrite"
  compile "$root/bin"
  cp "$scenarios"/bin/* "$root/bin/"
  cp -r "$project/ceremony" "$root/"
  cp "$scenarios/init" "$root/"
  fill_etc "$root/etc"
  fill_lost "$root"
  for name; do
    cp "$scenarios/$name.sh" "$root/scenarios/$name"
    runs "$name"
  done >"$work/list"
  cp "$work/list" "$root/scenarios/list"
  pack
}

pack() { (cd "$work/root" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1) >"$work/initramfs"; }

# emulator KERNEL FOLDER WORDS OPTION...: runs the machine; its console and its results go to the folder. WORDS end
# the kernel's command line.
emulator() {
  local kernel=$1 folder=$2 words=$3
  shift 3
  mkdir -p "$folder"
  exec timeout --foreground 1200 qemu-system-x86_64 -accel tcg -cpu max -nic none -display none -no-reboot \
    -serial "file:$folder/console" -serial "${line:-file:$folder/results}" \
    -kernel "$kernel/vmlinuz" -initrd "$work/initramfs" \
    -append "console=ttyS0 quiet loglevel=1 panic=-1 $words" "$@" 2>"$folder/emulator"
}

# open_line FOLDER: what the machine tells goes to FOLDER/results, and answer sends it a line end
open_line() {
  rm -f "$1"/line.*
  mkfifo "$1/line.in" "$1/line.out"
  exec 9<>"$1/line.in"
  : >"$1/results"
  cat "$1/line.out" >>"$1/results" 9>&- &
  line=pipe:$1/line
}

answer() { echo >&9; }

close_line() { exec 9>&-; }

# part NAME USER: the lines of the results between begin and end of that run, both included
part() { awk -v run="$1 $2" '$1 == "begin" { on = $2 " " $3 == run } on; $1 == "end" { on = 0 }' "$folder/results"; }
