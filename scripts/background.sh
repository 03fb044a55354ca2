# shellcheck shell=bash
# For scripts that start programs in the background and must leave nothing behind. The script sets `work`, its temporary
# directory, adds to `pids` what it starts, and may set `keep`.
pids=() work="" keep=""

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

finish() {
    for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done
    for pid in ${pids[@]+"${pids[@]}"}; do wait "$pid" 2>/dev/null || true; done
    if [[ -n $keep ]]; then echo "kept $work"; else rm -rf "$work"; fi
}
trap finish EXIT

# Waits until a program's log says so, as long as the program lives; prints the URL in that line.
await_log() {
    local words=$1 log=$2 pid=$3
    until grep -q "$words" "$log"; do
        kill -0 "$pid" 2>/dev/null || { cat "$log" >&2; die "a program ended early; its log is above"; }
        sleep 0.05
    done
    sed -n "s|.*$words.*\(https\{0,1\}://[^ ]*\).*|\1|p" "$log" | head -n 1
}
