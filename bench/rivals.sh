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
