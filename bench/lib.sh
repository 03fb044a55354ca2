# shellcheck shell=bash
# Shared by the benches: an emulator and a daemon on loopback in a temporary directory, and what to ask them.
# Sourced by bash; expects `set -euo pipefail`. Figures are printed as NAME VALUE UNIT, one a line.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=${UNDERSTUDY_BIN:-build/bin}
[[ -x $bin/understudyd ]] || { echo "bench: build first: scripts/build release binaries" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/understudy-bench.XXXXXX")
mkdir "$work/tls"
cloud_pid="" daemon_pid="" other_pids=()
finish() {
    for pid in $daemon_pid $cloud_pid "${other_pids[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT

# need PACKAGE=COMMAND…: ends the bench, saying how to get them, when commands that a build does not need are missing.
need() {
    local missing=()
    for tool in "$@"; do
        command -v "${tool#*=}" >/dev/null || missing+=("${tool%=*}")
    done
    [[ ${#missing[@]} -eq 0 ]] && return
    echo "bench: first: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
}

# until_true COMMAND…: tries it twenty times a second, for two minutes.
until_true() {
    local tries=2400
    until "$@" >/dev/null 2>&1; do
        ((tries-- > 0)) || { echo "bench: gave up waiting for: $*" >&2; tail -n 20 "$work"/*.log >&2; exit 1; }
        sleep 0.05
    done
}

url_in() { sed -n 's|.*listening on.*\(https\{0,1\}://[^ ]*\).*|\1|p' "$1" | head -n 1; }

# start_cloud OPTION…: an HTTPS emulator; sets cloud.
start_cloud() {
    "$bin/cartesia-emulator" --listen 127.0.0.1:0 --api-key sk_car_bench --make-tls "$work/tls" "$@" >"$work/cloud.log" 2>&1 &
    cloud_pid=$!
    until_true grep -q "listening on" "$work/cloud.log"
    cloud=$(url_in "$work/cloud.log")
}

# configure ROOT [TOML…]: writes the daemon's configuration; further lines are whole sections.
configure() {
    local root=$1
    shift
    echo sk_car_bench >"$work/key"
    cat >"$work/understudy.toml" <<TOML
[cartesia]
base_url = "${cloud:-https://127.0.0.1:1}"
api_key_file = "$work/key"
ca_file = "$work/tls/ca.pem"
requests_per_second = 1000
[server]
listen = ["127.0.0.1:0"]
[storage]
path = "$work/understudy.db"
[recordings]
roots = ["$root"]
$(printf '%s\n' "$@")
TOML
    [[ -n ${cloud:-} ]] || sed -i '/^ca_file/d' "$work/understudy.toml"
}

launcher=() # what the daemon is started through
# start_daemon: sets url and daemon_pid, returns when /readyz says so.
start_daemon() {
    : >"$work/daemon.log"
    "${launcher[@]}" "$bin/understudyd" --config "$work/understudy.toml" >"$work/daemon.log" 2>&1 &
    daemon_pid=$!
    until_true grep -q "listening on" "$work/daemon.log"
    url=$(url_in "$work/daemon.log")
    export UNDERSTUDY_URL=$url UNDERSTUDY_TOKEN_FILE=$work/token
    until_true curl --silent --fail "$url/readyz"
}
# post_drafts JOBS: makes drafts on named datasets: jobs that are not at rest, and send nothing.
post_drafts() {
    for ((i = 1; i <= $1; i++)); do
        ((i == 1)) || echo next
        printf '%s\n' silent show-error fail "url = \"$url/v1/jobs\"" 'output = "/dev/null"' \
            "header = \"Authorization: Bearer $(<"$work/token")\"" 'header = "Content-Type: application/json"' \
            "data = \"{\\\"name\\\": \\\"Voice $i\\\", \\\"language\\\": \\\"en\\\", \\\"dataset_id\\\": \\\"dataset_$i\\\"}\""
    done >"$work/posts"
    curl --no-progress-meter --parallel --parallel-max 32 --config "$work/posts"
}
# requests_to ENDPOINT: how many the emulator counted, such as "POST /datasets/{}/files".
requests_to() { asked requests | sed -n "s|.*\"$1\":{\"requests\":\([0-9]*\).*|\1|p"; }
stop_daemon() {
    kill "${1:--TERM}" "$daemon_pid"
    wait "$daemon_pid" 2>/dev/null || true
    daemon_pid=""
}

asked() { curl --silent --fail --cacert "$work/tls/ca.pem" "$cloud/_emulator/$1"; }
# number NAME JSON: the first number of that name.
number() { grep -o "\"$1\": *[0-9.]*" <<<"$2" | head -n 1 | grep -o '[0-9.]*$'; }
status_kib() { awk -v key="$1:" '$1 == key { print $2 }' "/proc/$daemon_pid/status"; }
io_bytes() { awk -v key="$1:" '$1 == key { print $2 }' "/proc/$daemon_pid/io"; }
switches() { cat /proc/"$daemon_pid"/task/*/status | awk '/ctxt_switches/ { sum += $2 } END { print sum }'; }
figure() { printf '%-44s %12s %s\n' "$1" "$2" "${3:-}"; }
# contest PROGRAM.py [WORD…]: runs a bench's Python with all that it needs to know.
contest() {
    env WORK="$work" BIN="$bin" CLOUD="${cloud:-}" CA="$work/tls/ca.pem" DAEMON_PID="$daemon_pid" PYTHONPATH=bench \
        PYTHONDONTWRITEBYTECODE=1 python3 "$@"
}
# make_wav FILE BYTES: 48 kHz mono, silence that takes no room on the disk.
make_wav() {
    python3 - "$1" "$2" <<'PY'
import struct, sys
path, size = sys.argv[1], int(sys.argv[2])
with open(path, "wb") as f:
    f.write(b"RIFF" + struct.pack("<I", size - 8) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 48000, 96000, 2, 16))
    f.write(b"data" + struct.pack("<I", size - 44))
    f.truncate(size)
PY
}
