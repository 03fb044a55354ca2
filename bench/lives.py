"""bench/lives' turns."""

import json
import os
import shutil
import subprocess
import sys
import threading

from contest import WORK, Cloud, Process, Turns, daemon_api, figure, now, until

jobs, rounds, peers = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
cloud = Cloud()
daemon = Process(os.environ["DAEMON_PID"])
QUEUES, CALLERS = os.environ["QUEUES"], 16
turn = 0


def counted(seconds, used, calls):
    return {"jobs/s": jobs / seconds, "CPU ms a job": used * 1e3 / jobs, "requests a job": calls / jobs}


def voices_fetched():
    return cloud.count("GET /fine-tunes/{}/voices")


def post(first, step):
    api = daemon_api()
    for number in range(first, jobs, step):
        api.ask("POST", "/v1/jobs", {"name": f"Voice {number}", "language": "en", "start": True,
                                     "recordings": [os.environ["RECORDING"]]})


def completed(api, already):
    """As the daemon itself counts them."""
    api.line.request("GET", "/metrics", headers=api.head)
    text = api.line.getresponse().read().decode()
    lines = [line for line in text.splitlines() if line.startswith("understudy_jobs{") and 'state="completed"' in line]
    return sum(float(line.split()[-1]) for line in lines) >= already + jobs


def by_understudy():
    global turn
    cloud.forget()
    daemon.begin()
    api, begun = daemon_api(), now()
    callers = [threading.Thread(target=post, args=(first, CALLERS)) for first in range(CALLERS)]
    for caller in callers:
        caller.start()
    until(lambda: completed(api, turn * jobs), every_s=0.05)
    seconds = now() - begun
    for caller in callers:
        caller.join()
    turn += 1
    return counted(seconds, daemon.cpu_s(), cloud.count())


def family(pid):
    """It and all below it."""
    below = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return [pid] + [each for child in below for each in family(int(child))]


def cpu_of(pids):
    return sum(sum(Process(pid).ticks()) for pid in pids) / os.sysconf("SC_CLK_TCK")


def by_queue(program, where, server=None, tracer=()):
    """The program's processor time, and that of the server that it rests on."""
    cloud.forget()
    servers = family(int(server)) if server else []
    before = cpu_of(servers)
    command = [*tracer, "node", f"{QUEUES}/{program}.mjs", str(jobs), where]
    player = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=QUEUES)
    said = player.stdout.read()
    _, code, used = os.wait4(player.pid, 0)
    if code != 0:
        raise SystemExit(f"bench: {program} ended with {code}")
    seconds = json.loads(said.splitlines()[-1])["seconds"]
    return counted(seconds, used.ru_utime + used.ru_stime + cpu_of(servers) - before, cloud.count())


def fresh(name):
    folder = f"{WORK}/{name}"
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    return f"{folder}/queue.db"


known = {
    "plainjob": lambda: by_queue("plainjob", fresh("plainjob")),
    "pg-boss": lambda: by_queue("pg-boss", os.environ["POSTGRES"], os.environ["POSTGRES_PID"]),
    "bullmq": lambda: by_queue("bullmq", os.environ["REDIS_PORT"], os.environ["REDIS_PID"]),
}
turns = Turns()
turns.play(rounds, {"understudy": by_understudy} | {name: known[name] for name in peers})
for name in ["understudy", *peers]:
    turns.show(name, "jobs/s", "", "{:.1f}")
    turns.show(name, "CPU ms a job", "ms", "{:.1f}")
    turns.show(name, "requests a job", "", "{:.1f}")
for name in peers:
    turns.ratio("jobs/s", "understudy", name, "at least 3")
    turns.ratio("CPU ms a job", name, "understudy", "none")
