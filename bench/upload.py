"""bench/upload's turns."""

import os
import subprocess
import sys
import threading

from contest import CA, CLOUD, KEY, WORK, Cloud, Process, Turns, daemon_api, now, run, until

rounds, mib = int(sys.argv[1]), int(sys.argv[2])
cloud, api, daemon = Cloud(), daemon_api(), Process(os.environ["DAEMON_PID"])
SAMPLES = WORK + "/samples"
FILES = "/datasets/*/files"


def answered():
    cloud.wait_for(FILES, answered=1)
    return now()


def by_understudy():
    job = api.ask("POST", "/v1/jobs", {"name": "Bench", "language": "en", "recordings": [SAMPLES]})["id"]
    until(lambda: "\"files_measured\": 1" in str(api.ask("GET", f"/v1/jobs/{job}")).replace("'", '"'))
    idle = daemon.status_kib("VmRSS") / 1024
    cloud.forget()
    daemon.begin()
    begun = now()
    api.ask("POST", f"/v1/jobs/{job}/start")
    took = answered() - begun
    used, peak = daemon.cpu_s(), daemon.peak_mib()
    until(lambda: api.ask("GET", f"/v1/jobs/{job}")["state"] == "completed")
    return {"seconds": took, "CPU": used, "memory": peak, "memory over idle": peak - idle, "MiB/s": mib / took}


def of_program(command, **options):
    cloud.forget()
    begun, ended = now(), []
    watch = threading.Thread(target=lambda: ended.append(answered_elsewhere()))
    watch.start()
    used, peak, code = run(command, stdout=subprocess.DEVNULL, **options)
    if code != 0:
        raise SystemExit(f"bench: {command[0]} ended with {code}")
    watch.join()
    return {"seconds": ended[0] - begun, "CPU": used, "memory": peak, "MiB/s": mib / (ended[0] - begun)}


def answered_elsewhere():
    Cloud().wait_for(FILES, answered=1)
    return now()


def by_curl():
    dataset = cloud.new_dataset()
    return of_program(["curl", "--silent", "--show-error", "--fail", "--cacert", CA, f"{CLOUD}/datasets/{dataset}/files",
                       "--header", f"Authorization: Bearer {KEY}", "--header", "Cartesia-Version: 2025-04-16",
                       "--form", f"file=@{SAMPLES}/long.wav", "--form", "purpose=fine_tune"])


def by_script():
    with open(WORK + "/yes", "w", encoding="ascii") as yes:
        yes.write("yes\n")
    with open(WORK + "/yes", encoding="ascii") as yes:
        return of_program(["/usr/bin/python3", WORK + "/script.py"], stdin=yes, cwd=WORK)


contestants = {"understudy": by_understudy, "curl": by_curl}
if "without-script" not in sys.argv:
    contestants["script"] = by_script
turns = Turns()
by_curl()  # the file is in memory for all of them
turns.play(rounds, contestants)
for name in contestants:
    turns.show(name, "MiB/s", "", "{:.0f}")
    turns.show(name, "CPU", "s")
    turns.show(name, "memory", "MiB", "{:.1f}")
turns.show("understudy", "memory over idle", "MiB", "{:.1f}")
turns.ratio("MiB/s", "understudy", "curl", "at least 0.95")
turns.ratio("CPU", "understudy", "curl", "at most 1.2")
if "script" in contestants:
    turns.ratio("MiB/s", "understudy", "script", "at least 2.5")
    turns.ratio("CPU", "script", "understudy", "at least 5")
    turns.ratio("memory", "script", "understudy", "at least 100", "{:.0f}")
