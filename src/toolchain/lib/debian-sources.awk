# Reads apt source stanzas, writes those of the Debian archive for the suite given (see apt.sh), or, with
# write=roots, the archives' addresses: "main URI", and "updates URI" of a security archive.
# own: this machine's release name.

BEGIN {
    RS = ""
    FS = "\n"
    n = split("stable testing unstable sid oldstable bookworm trixie forky", names, " ")
    if (own != "") names[++n] = own
    for (i = 1; i <= n; i++) {
        release[names[i]] = 1
        security[names[i] "-security"] = security[names[i] "/updates"] = 1
    }
}

function holds_any(list, wanted,    words, count, i) {
    count = split(list, words, " ")
    for (i = 1; i <= count; i++) if (words[i] in wanted) return 1
    return 0
}

{
    delete value
    field = ""
    for (i = 1; i <= NF; i++) {
        line = $i
        if (line ~ /^#/) continue
        if (line ~ /^[ \t]/) { # continues the field above
            if (field == "signed-by") value[field] = value[field] "\n" line
            else if (field != "") value[field] = value[field] " " line
            continue
        }
        colon = index(line, ":")
        field = tolower(substr(line, 1, colon - 1))
        line = substr(line, colon + 1)
        sub(/^[ \t]+/, "", line)
        sub(/[ \t\r]+$/, "", line)
        value[field] = line
    }

    if (tolower(value["enabled"]) == "no") next
    kind = holds_any(value["suites"], release) ? "main" : holds_any(value["suites"], security) ? "updates" : ""
    if (kind == "" || (write != "roots" && kind != "main")) next
    if (" " value["components"] " " !~ / main /) next
    key = value["signed-by"]
    # a key file, if one is named, must be Debian's; a key in the stanza is checked by apt all the same
    if (key ~ /^\// && key !~ /\/debian-archive-[^\/]*$/) next

    count = split(value["uris"], uris, " ")
    for (i = 1; i <= count; i++) {
        if (uris[i] ~ /^cdrom:/ || uris[i] in seen) continue
        seen[uris[i]] = 1
        if (write == "roots") { print kind, uris[i]; continue }
        printf "Types: deb deb-src\nURIs: %s\nSuites: %s\nComponents: main\n", uris[i], suite
        if (key != "") printf "Signed-By: %s\n", key
        printf "\n"
    }
}
