# shellcheck shell=bash
# This machine's apt, turned to the archives that debian.sh reads, with a state of its own.
# shellcheck disable=SC2154 # common.sh sets toolchain and cache, debian.sh the suite

# debian_sources FILE...: the machine's own Debian archive entries (.sources and .list), turned to
# the suite we pin, in the .sources format. Third parties' archives, and options that would switch
# signature checks off, are left out.
debian_sources() { debian_entries stanzas "$@"; }

# debian_roots FILE...: "main URI" for each archive in these entries, "updates URI" for each security archive.
debian_roots() { debian_entries roots "$@"; }

debian_entries() {
    local write=$1 codename file
    shift
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    for file; do
        [[ -r $file ]] || continue
        case $file in
            *.sources) cat -- "$file" ;;
            *.list) one_line_sources "$file" ;;
            *) continue ;;
        esac
        printf '\n\n'
    done | awk -v write="$write" -v suite="$suite" -v own="$codename" -f "$toolchain/lib/debian-sources.awk"
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

# A private apt: the machine's transports, proxies and credentials, but our sources and our state. It gives
# up soon: what one archive does not have, another may, and without a network nobody should wait for minutes.
configure_apt() {
    local list parts
    apt=$cache/apt
    [[ ! -e $apt/made-by-$$ ]] || return 0
    rm -rf "$apt"
    mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,empty}
    : >"$apt/status"
    eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
    debian_sources "$list" "$parts"/*.list "$parts"/*.sources >"$apt/debian.sources"
    debian_roots "$list" "$parts"/*.list "$parts"/*.sources >"$apt/roots"
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
		Acquire::Retries "1";
		Acquire::http::Timeout "10";
		Acquire::https::Timeout "10";
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
	CONF
    : >"$apt/made-by-$$"
}

# read_index: the suite's signed index, once; says so and fails if it cannot be read.
read_index() {
    configure_apt
    [[ ! -e $apt/index-read ]] || return 0
    say "reading the Debian archive's index ($suite)"
    if ! quietly apt-get -c "$apt/apt.conf" update || ! compgen -G "$apt/state/lists/*_Packages*" >/dev/null; then
        say "apt could not read the Debian archive's index ($suite)."
        return 1
    fi
    : >"$apt/index-read"
}

# prepare_apt: a private apt with the suite's index, or the end.
prepare_apt() { read_index || exit 1; }

# offered KIND PACKAGE: "URI FILE SHA256:hash SIZE" as the archive's signed index gives it.
offered() {
    local package=$2
    cd "$apt/empty" || return # apt leaves out of the answer what it finds in the current folder
    case $1 in
        source) apt-get -c "$apt/apt.conf" source --print-uris "$package" ;;
        binary) apt-get -c "$apt/apt.conf" download --print-uris "$package" ;;
    esac 2>/dev/null | sed -nE "s/^'([^']+)' (${package//+/[+]}[_-][^ ]*(\.orig\.tar\.[a-z]+|\.deb)) ([0-9]+) (SHA256:[0-9a-f]{64})\$/\1 \2 \5 \4/p"
}

# archives FOLDER: the addresses of the archives of this machine whose pool can hold that folder.
archives() {
    local kind=main root
    [[ $1 != updates/* ]] || kind=updates
    sed -n "s/^$kind //p" "$apt/roots" | while read -r root; do
        case $root in
            mirror+file:*) sed -E 's/^[[:space:]]*(#.*)?//; s/[[:space:]].*//; /^$/d' "${root#mirror+file:}" ;;
            mirror*) ;; # where it leads is known by apt alone, from the index
            *) printf '%s\n' "$root" ;;
        esac
    done | sed 's:/*$::'
}

# download URI FILE SHA256:hash [SIZE]: by apt's own means, which check the hash; no more than SIZE bytes are
# taken. When it fails, reason says in a word why.
download() {
    local uri=${1/#file:/copy:} file=$2 hash=$3 size=${4:-} log status=0 # "file:" would leave a link, not a file
    mkdir -p "$(dirname "$file")"
    log=$(mktemp)
    (
        [[ -z $size ]] || ulimit -f $((size / 1024 + 1))
        exec /usr/lib/apt/apt-helper -c "$apt/apt.conf" download-file "$uri" "$file.partial" "$hash"
    ) >"$log" 2>&1 || status=$?
    # shellcheck disable=SC2034 # for the caller
    if [[ $status == 0 ]]; then
        mv "$file.partial" "$file"
    elif grep -qE '404 +Not Found|File not found|No such file' "$log"; then
        reason="not there"
    elif grep -qE 'Could not (resolve|connect)|Temporary failure|Unable to connect|Cannot initiate|timed out|unreachable|Connection failed' "$log"; then
        reason="no answer"
    elif grep -q 'Hash Sum mismatch' "$log"; then
        reason="another file"
    elif grep -q 'received signal 25' "$log"; then # SIGXFSZ, by the limit above
        reason="too long"
    else
        reason=$(grep -m 1 '^E: ' "$log") || reason="failed"
    fi
    rm -f "$log" "$file.partial"*
    return "$status"
}
