"""Clients that call the daemon without pause, each time on a new connection, while something is done to it."""

import socket
import threading

REQUEST = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class Callers:
    """In a `with`: calls from its beginning to its end. `where` maps a name to a family and an address."""

    def __init__(self, where):
        self.answered = {name: 0 for name in where}
        self.failures = []
        self.done = threading.Event()
        self.threads = [threading.Thread(target=self._call, args=(name, *place)) for name, place in where.items()]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        for thread in self.threads:
            thread.join()

    def _call(self, name, family, address):
        while not self.done.wait(0.01):
            try:
                with socket.socket(family, socket.SOCK_STREAM) as client:
                    client.settimeout(60)
                    client.connect(address)
                    client.sendall(REQUEST)
                    answer = client.recv(65536)
                if answer.startswith(b"HTTP/1.1 200"):
                    self.answered[name] += 1
                else:
                    self.failures.append(f"{name}: {answer[:100]!r}")
            except OSError as trouble:
                self.failures.append(f"{name}: {trouble}")

    def all_were_answered(self):
        return not self.failures and all(count > 0 for count in self.answered.values())

    def words(self):
        return f"{self.answered} answered; {len(self.failures)} not: {self.failures[:3]}"
