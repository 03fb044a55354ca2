"""What the benches that compare share: the emulator's control interface, the daemon's API, what a process took of the
machine, and figures of contestants that take turns. lib.sh's `contest` sets the environment that is read here."""

import http.client
import json
import os
import ssl
import statistics
import subprocess
import time
import urllib.parse

WORK, BIN = os.environ.get("WORK", "."), os.environ.get("BIN", "build/bin")
CLOUD, CA, KEY = os.environ.get("CLOUD", ""), os.environ.get("CA", ""), "sk_car_bench"
TICK = os.sysconf("SC_CLK_TCK")


class Http:
    """JSON over one connection that is kept."""

    def __init__(self, url, token=None):
        self.at, self.head = urllib.parse.urlsplit(url), {"Content-Type": "application/json"}
        if token:
            self.head["Authorization"] = f"Bearer {token}"
        self.open()

    def open(self):
        if self.at.scheme == "https":
            trust = ssl.create_default_context(cafile=CA)
            self.line = http.client.HTTPSConnection(self.at.hostname, self.at.port, context=trust)
        else:
            self.line = http.client.HTTPConnection(self.at.hostname, self.at.port)

    def ask(self, method, path, body=None):
        try:
            return self.ask_once(method, path, body)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.open()  # it was idle for too long
            return self.ask_once(method, path, body)

    def ask_once(self, method, path, body):
        self.line.request(method, path, json.dumps(body) if body is not None else None, self.head)
        answer = self.line.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"bench: {method} {path}: {answer.status} {text[:300]}")
        return json.loads(text) if text else None


class Cloud(Http):
    """The emulator, as its owner sees it, and as a client of the bench's own does."""

    def __init__(self):
        super().__init__(CLOUD)

    def forget(self):
        self.ask("DELETE", "/_emulator/requests")

    def requests(self):
        return self.ask("GET", "/_emulator/requests")

    def count(self, endpoint=None):
        seen = self.requests()
        return seen["endpoints"].get(endpoint, {"requests": 0})["requests"] if endpoint else seen["requests"]

    def wait_for(self, path, method="POST", timeout="300s", **what):
        """what: requests=, answered=, body_bytes= since the last forget()."""
        self.ask("POST", "/_emulator/await", {"match": {"method": method, "path": path}, "timeout": timeout} | what)

    def new_dataset(self):
        head = {"Authorization": f"Bearer {KEY}", "Cartesia-Version": "2025-04-16"}
        mine = Http(CLOUD)
        mine.head |= head
        return mine.ask("POST", "/datasets", {"name": "bench", "description": "of a bench"})["id"]


def daemon_api():
    with open(os.environ["UNDERSTUDY_TOKEN_FILE"], encoding="ascii") as token:
        return Http(os.environ["UNDERSTUDY_URL"], token.read().strip())


class Process:
    """One that is at work: what it took of the processor since begin(), and its peak of memory."""

    def __init__(self, pid):
        self.pid = int(pid)

    def ticks(self):
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as stat:
            words = stat.read().rpartition(")")[2].split()
        return int(words[11]), int(words[12])

    def status_kib(self, key):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(key + ":"))

    def switches(self):
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/status", encoding="ascii") as status:
                total += sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)
        return total

    def begin(self):
        with open(f"/proc/{self.pid}/clear_refs", "w", encoding="ascii") as peak:
            peak.write("5")
        self.before = self.ticks()

    def cpu_s(self):
        return (sum(self.ticks()) - sum(self.before)) / TICK

    def peak_mib(self):
        return self.status_kib("VmHWM") / 1024


def run(command, **options):
    """Runs it to its end: seconds of the processor, peak in MiB, exit code."""
    process = subprocess.Popen(command, **options)
    _, code, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode


def now():
    return time.monotonic()


def until(fact, timeout_s=600, every_s=0.02):
    end = now() + timeout_s
    while not fact():
        if now() > end:
            raise SystemExit("bench: gave up waiting")
        time.sleep(every_s)


def figure(name, value, unit=""):
    print(f"{name:60} {value:>12} {unit}".rstrip(), flush=True)


def spread(values, form="{:.2f}"):
    """The median, and the least and the most."""
    low, mid, high = min(values), statistics.median(values), max(values)
    return form.format(mid), f"({form.format(low)}–{form.format(high)})"


class Turns:
    """Contestants that take turns; each turn leaves numbers by name. Ratios are taken turn by turn."""

    def __init__(self):
        self.rounds = []

    def play(self, rounds, contestants):
        names = list(contestants)
        for number in range(rounds):
            turn = {}
            for name in names[number % len(names):] + names[:number % len(names)]:
                turn[name] = contestants[name]()
            self.rounds.append(turn)

    def values(self, name, number):
        return [turn[name][number] for turn in self.rounds]

    def show(self, name, number, unit, form="{:.2f}"):
        mid, between = spread(self.values(name, number), form)
        figure(f"{name}: {number}", mid, f"{unit} {between}")

    def ratio(self, number, above, below, goal, form="{:.2f}"):
        values = [turn[above][number] / max(turn[below][number], 1e-9) for turn in self.rounds]
        mid, between = spread(values, form)
        figure(f"{number}: {above} over {below}", mid, f"times {between}, goal: {goal}")
