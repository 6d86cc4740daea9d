# shellcheck shell=bash
# What graalvm-home and musl-kit share: how they speak, where they keep things, how a pin is checked.

shopt -s inherit_errexit

toolchain=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cache=${KEYRITE_CACHE:-${XDG_CACHE_HOME:-${HOME:?is not set; set KEYRITE_CACHE to a folder for the toolchain}/.cache}/keyrite}
pins=$toolchain/inputs.sha256

say() { printf '%s\n' "toolchain: $*" >&2; }
refuse() { say "$@"; exit 1; }

# require_tools TOOL...: each in PATH, or one sentence that names the Debian packages to install.
require_tools() {
    local tool missing=()
    for tool; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    [[ ${#missing[@]} == 0 ]] ||
        refuse "missing on this machine: ${missing[*]} (Debian: gcc libc6-dev binutils util-linux tar apt)."
}

sha256() { sha256sum -- "$1" | cut -d' ' -f1; }

# pin NAME: the SHA-256 that inputs.sha256 holds for a file of that name; empty if it holds none.
pin() { awk -v name="$1" '$1 !~ /^#/ && $2 == name { print $1 }' "$pins"; }

# check_pin FILE: refuses unless the file is, byte for byte, the pinned one.
check_pin() {
    local name=${1##*/} expected actual
    expected=$(pin "$name")
    actual=$(sha256 "$1")
    [[ -n $expected ]] || refuse "$name is not listed in inputs.sha256; nothing unlisted is used."
    [[ $actual == "$expected" ]] ||
        refuse "$name is not the pinned file: SHA-256 $actual, expected $expected."
}

# key_of FILE-OR-FOLDER...: short name for exactly these contents on this compiler.
key_of() {
    {
        gcc -dumpfullversion -dumpmachine
        (cd "$toolchain" && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
    } | sha256sum | cut -c1-16
}

# cached NAME FUNCTION: prints the folder NAME of the cache. If it is not there, FUNCTION fills a
# folder beside it, which takes the name only when complete: what bears the name is whole.
cached() {
    local place=$cache/$1 fill=$2 lock
    if [[ ! -d $place ]]; then
        mkdir -p "$cache"
        exec {lock}>"$cache/lock"
        flock --nonblock "$lock" || { say "waiting for another build that fills $cache"; flock "$lock"; }
        rm -rf "$cache"/*.unfinished # left by an interrupted run: the lock is ours, so nobody's
        if [[ ! -d $place ]]; then
            mkdir "$place.unfinished"
            ("$fill" "$place.unfinished") >&2 # stdout is for the path alone
            sync -f "$place.unfinished" # the name must not reach the disk before the contents
            mv -T "$place.unfinished" "$place"
        fi
        exec {lock}>&-
    fi
    printf '%s\n' "$place"
}

# quietly COMMAND...: shows the output only when the command fails.
quietly() {
    local log
    log=$(mktemp)
    "$@" >"$log" 2>&1 || {
        local status=$?
        tail -n 25 "$log" >&2
        rm -f "$log"
        return "$status"
    }
    rm -f "$log"
}
