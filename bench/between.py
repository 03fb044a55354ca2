"""Stands between the daemon and the emulator, hands on each request and writes down, in nanoseconds, when an upload's head
has come and when its answer left. One connection after another is enough: one file is uploaded at a time."""

import http.client
import http.server
import socket
import ssl
import sys
import threading
import time
import urllib.parse

from contest import CA, CLOUD

at, trust = urllib.parse.urlsplit(CLOUD), ssl.create_default_context(cafile=CA)
local = threading.local()


class Between(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().setup()

    def hand_on(self):
        came = time.monotonic_ns()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not hasattr(local, "line"):
            local.line = http.client.HTTPSConnection(at.hostname, at.port, context=trust)
        local.line.request(self.command, self.path, body, {name: value for name, value in self.headers.items()
                                                           if name.lower() not in ("host", "content-length")})
        answer = local.line.getresponse()
        text = answer.read()
        whole = f"HTTP/1.1 {answer.status} {answer.reason}\r\nContent-Type: application/json\r\n" \
                f"Content-Length: {len(text)}\r\n\r\n".encode() + text
        left = time.monotonic_ns()  # the daemon may ask again before this thread looks at its clock
        self.wfile.write(whole)
        if self.path.endswith("/files") and self.command == "POST":
            gaps.write(f"{came} {left}\n")
            gaps.flush()

    do_GET = do_POST = do_DELETE = hand_on

    def log_message(self, *words):
        pass


gaps = open(sys.argv[1], "w", encoding="ascii")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Between)
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
