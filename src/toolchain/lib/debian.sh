# shellcheck shell=bash
# Files of the Debian archive, without being root and without touching the machine's own apt state.

suite=trixie

# debian_sources FILE...: the machine's own Debian archive entries (.sources and .list), turned to
# the suite we pin, in the .sources format. Third parties' archives, and options that would switch
# signature checks off, are left out.
debian_sources() {
    local codename file
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    for file; do
        [[ -r $file ]] || continue
        case $file in
            *.sources) cat -- "$file" ;;
            *.list) one_line_sources "$file" ;;
            *) continue ;;
        esac
        printf '\n\n'
    done | awk -v suite="$suite" -v own="$codename" -f "$toolchain/lib/debian-sources.awk"
}

# "deb [signed-by=…] URI suite component…" as a stanza
one_line_sources() {
    awk '$1 == "deb" || $1 == "deb-src" {
        sub(/#.*/, "")
        signed_by = ""
        if ($2 ~ /^\[/ && match($0, /\[[^]]*\]/)) {
            count = split(substr($0, RSTART + 1, RLENGTH - 2), options, " ")
            for (i = 1; i <= count; i++)
                if (tolower(options[i]) ~ /^signed-by=/) signed_by = substr(options[i], 11)
            $0 = $1 " " substr($0, RSTART + RLENGTH)
        }
        printf "URIs: %s\nSuites: %s\nComponents:", $2, $3
        for (i = 4; i <= NF; i++) printf " %s", $i
        print ""
        if (signed_by != "") print "Signed-By: " signed_by
        print ""
    }' "$1"
}

# A private apt: the machine's transports, proxies and credentials, but our sources and our state.
prepare_apt() {
    local list parts
    apt=$cache/apt
    [[ ! -e $apt/read-by-$$ ]] || return 0
    rm -rf "$apt"
    mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,empty}
    : >"$apt/status"
    eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
    debian_sources "$list" "$parts"/*.list "$parts"/*.sources >"$apt/debian.sources"
    [[ -s $apt/debian.sources ]] ||
        refuse "this machine's apt has no source of the Debian archive; set GRAALVM_HOME to a GraalVM 25."
    cat >"$apt/apt.conf" <<-CONF
		Dir::Etc::sourcelist "$apt/debian.sources";
		Dir::Etc::sourceparts "$apt/empty";
		Dir::Etc::preferences "$apt/empty/none";
		Dir::Etc::preferencesparts "$apt/empty";
		Dir::State "$apt/state";
		Dir::State::status "$apt/status";
		Dir::Cache "$apt/cache";
		APT::Sandbox::User "root";
		APT::Get::AllowUnauthenticated "false";
		Acquire::AllowInsecureRepositories "false";
		Acquire::AllowDowngradeToInsecureRepositories "false";
		Acquire::Languages "none";
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
	CONF
    say "reading the Debian archive's index ($suite)"
    quietly apt-get -c "$apt/apt.conf" update ||
        refuse "apt could not read the Debian archive's $suite index."
    : >"$apt/read-by-$$"
}

# offered KIND PACKAGE: "URI FILE SHA256:hash" as the archive's signed index gives it.
offered() {
    local package=$2
    cd "$apt/empty" # apt leaves out of the answer what it finds in the current folder
    case $1 in
        source) apt-get -c "$apt/apt.conf" source --print-uris "$package" ;;
        binary) apt-get -c "$apt/apt.conf" download --print-uris "$package" ;;
    esac 2>/dev/null | sed -nE "s/^'([^']+)' ($package[_-][^ ]*(\.orig\.tar\.[a-z]+|\.deb)) [0-9]+ (SHA256:[0-9a-f]{64})\$/\1 \2 \4/p"
}

# download URI FILE SHA256:hash: by apt's own means, which check the hash
download() { quietly /usr/lib/apt/apt-helper -c "$apt/apt.conf" download-file "$@"; }

# "openjdk-25_25.0.3+9.orig.tar.xz" -> "25.0": a newer file may take its place only within this
series() { sed -E 's/^[^_]+_([0-9]+:)?([0-9]+\.[0-9]+).*/\2/' <<<"$1"; }

# debian_file KIND PACKAGE: path of the package's upstream source (source) or .deb (binary).
# The pinned file if the archive still has it; else what its signature vouches for, with a warning.
debian_file() {
    local kind=$1 package=$2 pinned uri name hash file
    pinned=$(awk -v prefix="${package}_" 'index($2, prefix) == 1 { print $2 }' "$pins")
    file=$cache/downloads/$pinned
    if [[ -f $file ]]; then
        check_pin "$file"
        printf '%s\n' "$file"
        return
    fi
    prepare_apt
    read -r uri name hash < <(offered "$kind" "$package") ||
        refuse "the Debian archive ($suite) does not offer $package."
    if [[ $name != "$pinned" ]]; then
        [[ $(series "$name") == "$(series "$pinned")" ]] ||
            refuse "Debian has $name, pinned is $pinned: another series; inputs.sha256 must be updated."
        say "WARNING: Debian has $name, pinned is $pinned; the newer one is used, on the archive's signature."
    elif [[ $hash != "SHA256:$(pin "$name")" ]]; then
        refuse "$name in the Debian archive is not the pinned file: $hash, expected SHA256:$(pin "$name")."
    fi
    mkdir -p "$cache/downloads"
    file=$cache/downloads/$name
    say "fetching $name"
    download "$uri" "$file.partial" "$hash" || refuse "$name could not be fetched from the Debian archive."
    mv "$file.partial" "$file"
    [[ $name != "$pinned" ]] || check_pin "$file"
    printf '%s\n' "$file"
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
