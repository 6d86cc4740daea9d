#!/usr/bin/env bash
# Tests how the toolchain comes by Debian's files: against an archive made here, with an index signed here.
# shellcheck disable=SC2016 # scripts in quotes are for in_toolchain
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
scratch=$(mktemp -d)
trap 'gpgconf --homedir "$scratch/gnupg" --kill gpg-agent 2>/dev/null || true; rm -rf "$scratch"' EXIT
export KEYRITE_CACHE=$scratch/cache
# shellcheck source-path=SCRIPTDIR
. "$here/../make/expect.sh"

# in_toolchain SCRIPT: runs it with the toolchain's functions, and the pins of this test
in_toolchain() {
    bash -c "set -euo pipefail; for part in common debian musl home; do . \"$here/lib/\$part.sh\"; done
        pins=$scratch/pins; $1"
}

# --- the list itself

expect "every pin says hash, size, folder and name" 1 "" \
    grep -vE '^(|#.*|[0-9a-f]{64} [0-9]+ (updates/)?main/[a-z]/[a-z0-9-]+ [^ /]+)$' "$here/debian.pins"

# --- an archive: its pool, its security half's pool, its index

first=openjdk-25_25.0.3+9.orig.tar.xz
second=openjdk-25_25.0.4+7.orig.tar.xz
third=openjdk-25_25.0.5.1+2.orig.tar.xz
newer=openjdk-25_25.0.9+1.orig.tar.xz

contents() { echo "contents of $1"; }
# pin FOLDER NAME: a line of the list
pin() { echo "$(contents "$2" | sha256sum | cut -d' ' -f1) $(contents "$2" | wc -c) $1 $2"; }
{
    pin main/o/openjdk-25 "$first"
    pin main/o/openjdk-25 "$second"
    pin updates/main/o/openjdk-25 "$third"
    pin main/z/zlib zlib_1.3.orig.tar.gz
    pin main/m/musl musl-dev_1.2.5-3_amd64.deb
} >"$scratch/pins"

# pool NAME[=CONTENTS]...: what the archive's pool holds, and no more; the third lies in the security archive's.
pool() {
    local file name folder
    rm -rf "$scratch"/{main,security}/pool
    for file; do
        name=${file%%=*} folder=$scratch/main/pool/main/o/openjdk-25
        [[ $name != "$third" ]] || folder=$scratch/security/pool/updates/main/o/openjdk-25
        mkdir -p "$folder"
        if [[ $file == *=* ]]; then echo "${file#*=}"; else contents "$name"; fi >"$folder/$name"
    done
}

mkdir -m 700 "$scratch/gnupg"
gpg --homedir "$scratch/gnupg" --batch --quiet --passphrase '' --quick-generate-key test ed25519 sign never 2>/dev/null
gpg --homedir "$scratch/gnupg" --export >"$scratch/debian-archive-test.gpg"

# index NAME: what the index offers as the source of openjdk-25.
index() {
    local dists=$scratch/main/dists/trixie version=${1#*_} file
    rm -rf "$scratch/main/dists"
    mkdir -p "$dists"/main/{binary-amd64,source}
    cat >"$dists/main/binary-amd64/Packages" <<-PACKAGES
		Package: musl-dev
		Version: 1
		Architecture: amd64
		Filename: pool/main/m/musl/musl-dev_1_amd64.deb
		Size: 1
		SHA256: $(echo | sha256sum | cut -d' ' -f1)

		Package: linux-image-6.12+deb13
		Version: 6.12-1
		Architecture: amd64
		Filename: pool/main/l/linux/linux-image-6.12+deb13_6.12-1_amd64.deb
		Size: 1
		SHA256: $(echo | sha256sum | cut -d' ' -f1)
	PACKAGES
    cat >"$dists/main/source/Sources" <<-SOURCES
		Package: openjdk-25
		Version: ${version%.orig*}-1
		Format: 3.0 (quilt)
		Directory: pool/main/o/openjdk-25
		Checksums-Sha256:
		 $(echo | sha256sum | cut -d' ' -f1) 1 openjdk-25_${version%.orig*}-1.dsc
		 $(contents "$1" | sha256sum | cut -d' ' -f1) $(contents "$1" | wc -c) $1
	SOURCES
    {
        printf 'Suite: stable\nCodename: trixie\nDate: %s\nArchitectures: amd64\nComponents: main\nSHA256:\n' "$(date -Ru)"
        for file in main/binary-amd64/Packages main/source/Sources; do
            echo " $(sha256sum "$dists/$file" | cut -d' ' -f1) $(stat -c %s "$dists/$file") $file"
        done
    } | gpg --homedir "$scratch/gnupg" --batch --quiet --clearsign >"$dists/InRelease"
}

# machine MAIN SECURITY: the addresses of the archives that this machine's apt knows
machine() {
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
        "$1" stable "$scratch/debian-archive-test.gpg" "$2" stable-security "$scratch/debian-archive-test.gpg" \
        >"$scratch/machine.sources"
}
printf 'Dir::Etc::sourcelist "%s";\nDir::Etc::sourceparts "%s";\n' "$scratch/machine.sources" "$scratch/none" >"$scratch/apt.conf"
export APT_CONFIG=$scratch/apt.conf
machine "file:$scratch/main" "file:$scratch/security/"

# fetch [VERSION]: into an empty cache; again: into the one that is there
fetch() { rm -rf "$KEYRITE_CACHE"; again "$@"; }
again() { in_toolchain "file=\$(debian_file source openjdk-25 ${1:-}); echo \"\$file is \$(cat \"\$file\")\""; }
# what fetch then says, as a pattern
got() { echo "^$KEYRITE_CACHE/downloads/${1//+/.} is contents of ${1//+/.}\$"; }

# --- from the pool

pool "$first" && index "$newer"
expect "index newer than pool: the pinned file is fetched" 0 "$(got "$first")" fetch
expect "... without reading the index" 2 "" ls "$KEYRITE_CACHE/apt/index-read"
pool "$second" && index "$first"
expect "pool newer than index: the second pin is fetched" 0 "$(got "$second")" fetch
also "... and a word says why not the first" "^toolchain: ${first//+/.}: not there\.$"
pool "$first" "$second"
expect "the files of the JDK's own version come first" 0 "$(got "$second")" fetch 25.0.4
pool "$first" "$third"
expect "... and of no other" 0 "$(got "$first")" fetch 25.0.5
pool "$first=contents of something else" "$second=a file that is longer than the pinned one is, by far: $(seq 2000)" "$third"
expect "files that were changed: the third pin is fetched" 0 "$(got "$third")" fetch
also "... and a word says why not the first" "^toolchain: ${first//+/.}: another file\.$"
also "... nor the second, of which not more is taken than the pinned size" "^toolchain: ${second//+/.}: too long\.$"
expect "... and neither is kept" 0 "" diff <(echo "$third") <(ls "$KEYRITE_CACHE/downloads")
printf 'file:%s/main\tpriority:1\n' "$scratch" >"$scratch/mirrors"
machine "mirror+file:$scratch/mirrors" "file:$scratch/security"
pool "$first" && index "$newer"
expect "a list of mirrors is read" 0 "$(got "$first")" fetch
machine "file:$scratch/main" "file:$scratch/security"

# --- from the index

pool "$newer" && index "$newer"
expect "no pinned file is left: a newer one of the series is taken, with a warning" 0 "$(got "$newer")" fetch
also "... that names it" "^toolchain: WARNING: ${newer//+/.} is used"
expect "... and as a file, not as a link to the archive's" 1 "" test -L "$KEYRITE_CACHE/downloads/$newer"
pool "$newer=changed" && index "$newer"
expect "... not if it is another than the index says" 1 "^toolchain: ${newer//+/.}: another file\.$" fetch
pool && index "$newer"
expect "index newer than pool, and no pinned file: refused" 1 "none of the files that are accepted for openjdk-25" fetch
also "... saying which would do" "^toolchain:   updates/main/o/openjdk-25/${third//+/.}, SHA-256 [0-9a-f]{64}$"
also "... and where to put it" "Put one of them into $KEYRITE_CACHE/downloads"
also "... or what else to do" "Or set GRAALVM_HOME"
pool openjdk-25_26.0.1+1.orig.tar.xz && index openjdk-25_26.0.1+1.orig.tar.xz
expect "a package whose name has a plus in it is found in the index" 0 " linux-image-6\.12\+deb13_6\.12-1_amd64\.deb " \
    in_toolchain "read_index && offered binary linux-image-6.12+deb13"
expect "a file of another series is refused" 1 "which is of another series" fetch
pool "$newer" && index "$newer" && echo >>"$scratch/main/dists/trixie/main/source/Sources"
expect "an index that is not the signed one is refused" 1 "could not read the Debian archive's index" fetch

# --- no network

machine http://127.0.0.1:1/main http://127.0.0.1:1/security
expect "no network: refused" 1 "none of the files that are accepted for openjdk-25" fetch
words=$output
expect "... after one try of each archive" 0 "^2$" grep -c ": no answer\.$" <(echo "$words")
expect "... and without the index" 1 "" grep "reading" <(echo "$words")

# --- from the cache

fresh_downloads() { rm -rf "$KEYRITE_CACHE"; mkdir -p "$KEYRITE_CACHE/downloads"; }
fresh_downloads
contents "$second" >"$KEYRITE_CACHE/downloads/$second"
expect "a file that was put into the cache by hand is taken" 0 "$(got "$second")" again
expect "... before any archive is asked" 2 "" ls "$KEYRITE_CACHE/apt"
fresh_downloads
echo tampered >"$KEYRITE_CACHE/downloads/$second"
expect "one that is not the pinned file is not" 1 "${second//+/.} is not the file that debian.pins names" again
machine "file:$scratch/main" "file:$scratch/security"
pool "$second"
expect "... but fetched again" 0 "$(got "$second")" again

# --- the names of what is made of them

names() { in_toolchain 'cached() { echo "$1"; }; musl_kit; assembled_home "$(jdk_25)"'; }
names >"$scratch/names"
pin main/z/zlib zlib_1.4.orig.tar.gz >>"$scratch/pins"
pin main/o/openssl libssl-dev_3.5.9_amd64.deb >>"$scratch/pins"
expect "another file that is accepted makes no new home" 0 "" diff "$scratch/names" <(names)
sed -i '/zlib_1.3/s/^......../00000000/' "$scratch/pins"
expect "another first one does" 1 "^[<>] graalvm" diff "$scratch/names" <(names)
also "... and a new musl kit" "^[<>] musl"

# --- apt sources

cat >"$scratch/a.sources" <<'SOURCES'
# comment
Types: deb
URIs: http://mirror.example/debian
 http://second.example/debian
Suites: stable stable-updates
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 xyz
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb
URIs: http://security.example/debian-security
Suites: stable-security
Components: main

Enabled: no
Types: deb
URIs: http://disabled.example/debian
Suites: stable
Components: main

Types: deb
URIs: http://third-party.example/debian
Suites: stable
Components: main
Signed-By: /etc/apt/keyrings/third-party.asc
SOURCES
cat >"$scratch/b.list" <<'LIST'
# deb http://comment.example/debian stable main
deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg trusted=yes] http://line.example/debian stable main # why
deb-src http://line.example/debian stable main
deb [signed-by=/etc/apt/keyrings/other.gpg] http://third-party.example/debian stable main
deb http://vendor.example/linux/debian stable edge
deb cdrom:[Debian GNU/Linux]/ stable main
LIST
cat >"$scratch/expected" <<'EXPECTED'
Types: deb deb-src
URIs: http://mirror.example/debian
Suites: trixie
Components: main
Signed-By: 
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 xyz
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb deb-src
URIs: http://second.example/debian
Suites: trixie
Components: main
Signed-By: 
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 xyz
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb deb-src
URIs: http://line.example/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

EXPECTED
in_toolchain "debian_sources '$scratch/a.sources' '$scratch/b.list' '$scratch/absent.list'" >"$scratch/derived"
expect "Debian's sources, and only they, are derived for trixie" 0 "" diff "$scratch/expected" "$scratch/derived"

in_toolchain "debian_roots '$scratch/a.sources' '$scratch/b.list'" >"$scratch/derived"
cat >"$scratch/expected" <<'EXPECTED'
main http://mirror.example/debian
main http://second.example/debian
updates http://security.example/debian-security
main http://line.example/debian
EXPECTED
expect "... and their addresses, the security archive's too" 0 "" diff "$scratch/expected" "$scratch/derived"

done_testing
