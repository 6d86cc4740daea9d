# shellcheck shell=bash
# What graalvm-home and musl-kit share: how they speak, where they keep things, how a pin is checked.

shopt -s inherit_errexit

toolchain=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cache=${KEYRITE_CACHE:-${XDG_CACHE_HOME:-${HOME:?is not set; set KEYRITE_CACHE to a folder for the toolchain}/.cache}/keyrite}

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

# unpack FILE FOLDER [TAR-OPTION...]: apt-helper knows every compression Debian uses, so that
# neither xz nor zstd has to be installed.
unpack() {
    local file=$1 folder=$2
    shift 2
    mkdir -p "$folder"
    case $file in
        *.deb) dpkg-deb -x "$file" "$folder" ;;
        *) /usr/lib/apt/apt-helper cat-file "$file" | tar -x -C "$folder" --no-same-owner "$@" ;;
    esac
}
