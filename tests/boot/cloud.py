"""The emulated cloud, a process beside the machine: its bill outlives what is done to the machine."""

import json
import ssl
import subprocess
import urllib.request


class Cloud:
    KEY = "sk_car_of_the_boot_test"

    def __init__(self, emulator, folder):
        self.log_path = folder + "/cloud.log"
        self.ca_path = folder + "/ca.pem"
        ready = folder + "/cloud.url"
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                [emulator, "--listen", "127.0.0.1:0", "--api-key", self.KEY, "--make-tls", folder, "--train-time", "1h",
                 "--ready-file", ready], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.url = self._said(ready)
        self.context = ssl.create_default_context(cafile=self.ca_path)

    def _said(self, ready):
        for _ in range(300):
            try:
                with open(ready, encoding="ascii") as file:
                    if said := file.read().strip():
                        return said
            except FileNotFoundError:
                pass
            try:
                self.process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        raise RuntimeError("the emulator did not start; see " + self.log_path)

    def ask(self, method, what, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_emulator/{what}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=30, context=self.context) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def purchases(self):
        """Every fine-tune ever bought, by the name of its job."""
        return self.ask("GET", "bill")["purchases"]

    def files(self):
        return self.ask("GET", "files")["files"]

    def finish_trainings(self):
        self.ask("POST", "clock", {"advance": "3h"})

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
