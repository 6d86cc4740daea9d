# shellcheck shell=bash
# How tests of scripts say what must happen. They end with `done_testing`.

failures=0

# expect NAME STATUS PATTERN COMMAND...: runs it; its status and (in stdout or stderr) the pattern must match
expect() {
    local name=$1 status=$2 pattern=$3 actual=0
    shift 3
    output=$("$@" 2>&1) || actual=$?
    if [[ $actual == "$status" ]] && grep -qE -- "$pattern" <<<"$output"; then
        echo "ok    $name"
    else
        fail "$name" "status $actual, wanted $status and /$pattern/"
    fi
}

# also NAME PATTERN: the last command's output holds this too
also() {
    if grep -qE -- "$2" <<<"$output"; then echo "ok    $1"; else fail "$1" "wanted /$2/ too"; fi
}

fail() { # NAME WANTED
    printf '%s\n' "FAIL  $1: $2 in:" "      | ${output//$'\n'/$'\n      | '}"
    failures=$((failures + 1))
}

done_testing() { [[ $failures == 0 ]] || { echo "$failures failed"; exit 1; }; }
