# shellcheck shell=bash
# aria2 and transmission on loopback, each with one paused download that reaches for nothing, and the request for its
# whole status. Sourced after lib.sh, which ends them.
free_port() { python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])'; }

# start_aria2: sets aria2 (its URL), aria2_pid and tell_status.
start_aria2() {
    local port call='"jsonrpc":"2.0","id":"1","method"'
    port=$(free_port)
    aria2=http://127.0.0.1:$port/jsonrpc
    aria2c --no-conf --quiet --dir "$work" --enable-rpc --rpc-listen-port "$port" --rpc-secret bench &
    aria2_pid=$!
    other_pids+=("$aria2_pid")
    until_true curl --silent --fail --output "$work/added" "$aria2" \
        --data "{$call:\"aria2.addUri\",\"params\":[\"token:bench\",[\"http://127.0.0.1:1/voice.wav\"],{\"pause\":\"true\"}]}"
    tell_status="{$call:\"aria2.tellStatus\",\"params\":[\"token:bench\",$(grep -o '"[0-9a-f]\{16\}"' "$work/added")]}"
}

# start_transmission: sets transmission (its URL), transmission_pid, session (the value of its header) and torrent_get, which asks for
# as many fields as a job has members.
start_transmission() {
    local port asked=(curl --silent --user bench:bench) torrent
    port=$(free_port)
    transmission=http://127.0.0.1:$port/transmission/rpc
    transmission-daemon --foreground --config-dir "$work/transmission" --download-dir "$work" --paused --port "$port" \
        --rpc-bind-address 127.0.0.1 --bind-address-ipv4 127.0.0.1 --bind-address-ipv6 ::1 --peerport "$(free_port)" \
        --no-portmap --no-dht --no-lpd --no-utp --auth --username bench --password bench >"$work/transmission.log" 2>&1 &
    transmission_pid=$!
    other_pids+=("$transmission_pid")
    until_true "${asked[@]}" "$transmission"
    session=$("${asked[@]}" --head "$transmission" | tr -d '\r' | sed -n 's/^X-Transmission-Session-Id: //p')
    torrent=$(printf 'd4:infod6:lengthi1000000e4:name9:voice.wav12:piece lengthi1048576e6:pieces20:%020dee' 0 | base64 --wrap 0)
    "${asked[@]}" --fail --header "X-Transmission-Session-Id: $session" --output "$work/added" "$transmission" \
        --data "{\"method\":\"torrent-add\",\"arguments\":{\"paused\":true,\"metainfo\":\"$torrent\"}}"
    torrent_get='{"method":"torrent-get","arguments":{"ids":[1],"fields":["id","hashString","name","comment","status",
        "error","errorString","labels","queuePosition","percentDone","totalSize","sizeWhenDone","haveValid","leftUntilDone",
        "uploadedEver","rateDownload","rateUpload","eta","downloadDir","addedDate","activityDate"]}}'
}

# need_script: the script that the cloud's guide leads to (bench/rivals/guide.py).
need_script() {
    /usr/bin/python3 -c 'import requests' 2>/dev/null || {
        echo "bench: first: apt-get install --no-install-recommends python3-requests" >&2
        exit 1
    }
}
# prepare_script: sets what it takes from its environment. After start_cloud.
prepare_script() {
    cp bench/rivals/guide.py "$work/script.py"
    export CARTESIA_API_BASE=$cloud CARTESIA_API_KEY=sk_car_bench REQUESTS_CA_BUNDLE=$work/tls/ca.pem
}

# queue_programs: the job queues in $queues, from npm by the lock file. Kept between runs in the build folder. False, with
# the reason in $missing, when they cannot be had.
queue_programs() {
    queues=$(realpath "$bin/..")/rivals
    command -v node >/dev/null && command -v npm >/dev/null || { missing="there is no Node (nodejs, npm)"; return 1; }
    mkdir -p "$queues"
    cp bench/rivals/queues/{*.mjs,*.json,.npmrc} "$queues"
    cmp --silent "$queues/package-lock.json" "$queues/node_modules/.lock" && return
    # better-sqlite3 is compiled here, against the headers of Debian's Node (libnode-dev) where its binary cannot be fetched.
    (cd "$queues" && npm ci && { [[ -e node_modules/better-sqlite3/build/Release/better_sqlite3.node ]] ||
        npm rebuild better-sqlite3 --nodedir=/usr; }) >"$queues/npm.log" 2>&1 ||
        { missing="npm could not install the queues, see $queues/npm.log"; return 1; }
    cp "$queues/package-lock.json" "$queues/node_modules/.lock"
}

# start_redis: sets redis_port.
start_redis() {
    command -v redis-server >/dev/null || { missing="there is no Redis (redis-server)"; return 1; }
    redis_port=$(free_port)
    mkdir "$work/redis"
    redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$work/redis" --appendonly yes --appendfsync always --save "" \
        >"$work/redis.log" 2>&1 &
    redis_pid=$!
    other_pids+=("$redis_pid")
    until_true grep -q "Ready to accept" "$work/redis.log"
}

# start_postgres: sets postgres (a connection string). Its own defaults: fsync and synchronous_commit are on.
start_postgres() {
    local programs port as=()
    programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [[ -x $programs/initdb ]] || { missing="there is no PostgreSQL (postgresql)"; return 1; }
    port=$(free_port)
    mkdir "$work/postgres"
    # It refuses to run as root.
    if [[ $EUID -eq 0 ]]; then
        as=(setpriv --reuid nobody --regid nogroup --clear-groups)
        chmod go+x "$work"
        chown nobody "$work/postgres"
    fi
    "${as[@]}" "$programs/initdb" --auth trust --username bench --pgdata "$work/postgres/data" \
        >"$work/postgres.log" 2>&1 || { missing="initdb failed: $(tail -n 1 "$work/postgres.log")"; return 1; }
    "${as[@]}" "$programs/postgres" -D "$work/postgres/data" -p "$port" -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= >>"$work/postgres.log" 2>&1 &
    postgres_pid=$!
    other_pids+=("$postgres_pid")
    postgres=postgres://bench@127.0.0.1:$port/postgres
    until_true grep -q "ready to accept" "$work/postgres.log"
}
