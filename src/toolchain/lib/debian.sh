# shellcheck shell=bash
# Files of the Debian archive, without being root and without touching the machine's own apt state.
# What is pinned (debian.pins) is fetched from its own place in the archive's pool: an archive keeps
# files longer than its index speaks of them, and its index speaks of files that it does not have.

# shellcheck source-path=SCRIPTDIR
# shellcheck disable=SC2154 # common.sh sets it
. "$toolchain/lib/apt.sh"

suite=trixie
pins=$toolchain/debian.pins

# debian_file KIND PACKAGE [VERSION]: path of the package's upstream source (source) or .deb (binary):
#   1. an accepted file that is in the cache already;
#   2. an accepted file from the archive's pool, in the order of the list;
#   3. what the archive's signed index offers, if it is of the same series, with a warning.
# Accepted files of the upstream version VERSION come before the others.
debian_file() {
    local kind=$1 package=$2 version=${3:-} file
    file=$(in_cache "$package" "$version")
    [[ -n $file ]] || file=$(from_pool "$package" "$version")
    [[ -n $file ]] || file=$(from_index "$kind" "$package")
    [[ -n $file ]] || refuse_without "$package" "$version"
    printf '%s\n' "$file"
}

refuse_without() { # PACKAGE VERSION
    local hash folder name
    say "none of the files that are accepted for $1 is to be had:"
    while read -r hash _ folder name; do
        say "  $folder/$name, SHA-256 $hash"
    done < <(pinned "$1" "$2")
    say "Put one of them into $cache/downloads under this name and try again; a snapshot of Debian's archive keeps them."
    [[ $1 != openjdk-25 ]] || say "Or set GRAALVM_HOME to a GraalVM 25, which needs none of them."
    exit 1
}

# pinned PACKAGE [VERSION]: the lines of debian.pins for a package, those of the upstream version first.
pinned() {
    awk -v package="$1_" -v version="${2:-}" '
        index($4, package) != 1 { next }
        version != "" && substr($4, length(package) + 1) ~ ("^" version "[+~-]") { print; next }
        { others = others $0 "\n" }
        END { printf "%s", others }' "$pins"
}

# first_pins PACKAGE[=VERSION]...: the file of each that is preferred. A folder of the cache is named after these:
# another file that is accepted beside them makes no new one.
first_pins() {
    local wanted
    for wanted; do
        pinned "${wanted%%=*}" "$(cut -d= -s -f2 <<<"$wanted")" | sed -n '1s/ .*//p'
    done
}

# pin_of NAME: the SHA-256 that debian.pins holds for a file of that name, or nothing.
pin_of() { awk -v name="$1" '$4 == name { print $1; exit }' "$pins"; }

# in_cache PACKAGE VERSION: path of the first accepted file in downloads/, however it came there; or nothing.
in_cache() {
    local hash name file
    while read -r hash _ _ name; do
        file=$cache/downloads/$name
        [[ -f $file ]] || continue
        [[ $(sha256 "$file") != "$hash" ]] || { printf '%s\n' "$file"; return; }
        say "$file is not the file that debian.pins names (its SHA-256 differs); it is not used."
    done < <(pinned "$1" "$2")
}

# from_pool PACKAGE VERSION: fetches the first accepted file that an archive of this machine's has; its path, or nothing.
from_pool() {
    local hash size folder name root unreachable=' '
    configure_apt
    while read -r hash size folder name; do
        while read -r root; do
            [[ $unreachable != *" $root "* ]] || continue
            say "fetching $name"
            if download "$root/pool/$folder/$name" "$cache/downloads/$name" "SHA256:$hash" "$size"; then
                printf '%s\n' "$cache/downloads/$name"
                return
            fi
            # shellcheck disable=SC2154 # download sets reason
            say "$name: $reason."
            [[ $reason != "no answer" ]] || unreachable+="$root " # the next file need not wait for it again
        done < <(archives "$folder")
    done < <(pinned "$1" "$2")
}

# from_index KIND PACKAGE: fetches what the suite offers now, if it is of the series of the first accepted file.
from_index() {
    local kind=$1 package=$2 first uri name hash size pin
    read -r _ _ _ first < <(pinned "$package")
    read_index || return 0
    if ! read -r uri name hash size < <(offered "$kind" "$package"); then
        say "the archive's index ($suite) does not offer $package."
        return
    elif [[ $(series "$name") != "$(series "$first")" ]]; then
        say "the archive's index ($suite) offers $name, which is of another series than $first."
        return
    fi
    pin=$(pin_of "$name")
    if [[ -z $pin ]]; then
        say "WARNING: $name is used, on the archive's signature: none of the files in debian.pins is to be had."
    elif [[ $hash != "SHA256:$pin" ]]; then
        say "the archive's index ($suite) offers another $name than the one in debian.pins."
        return
    fi
    if [[ ! -f $cache/downloads/$name || "SHA256:$(sha256 "$cache/downloads/$name")" != "$hash" ]]; then
        say "fetching $name"
        download "$uri" "$cache/downloads/$name" "$hash" "$size" || { say "$name: $reason."; return 0; }
    fi
    printf '%s\n' "$cache/downloads/$name"
}

# "openjdk-25_25.0.3+9.orig.tar.xz" -> "25.0": a newer file may take its place only within this
series() { sed -E 's/^[^_]+_([0-9]+:)?([0-9]+\.[0-9]+).*/\2/' <<<"$1"; }
