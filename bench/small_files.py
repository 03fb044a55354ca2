"""bench/small-files' turns."""

import os
import subprocess
import sys
import threading

from contest import WORK, Cloud, Process, Turns, daemon_api, now, run, until

cloud, api, daemon = Cloud(), daemon_api(), Process(os.environ["DAEMON_PID"])
FILES, COUNT = "/datasets/*/files", len(os.listdir(WORK + "/samples"))
IDEAL_S = COUNT / 4 * 0.020


def uploads_take():
    mine = Cloud()
    mine.wait_for(FILES, requests=1)
    begun = now()
    mine.wait_for(FILES, answered=COUNT)
    return now() - begun + 0.020  # the first one's answer is under way already


def by_understudy():
    job = api.ask("POST", "/v1/jobs", {"name": "Bench", "language": "es", "recordings": [WORK + "/samples"]})["id"]
    until(lambda: f"'files_measured': {COUNT}" in str(api.ask("GET", f"/v1/jobs/{job}")))
    cloud.forget()
    daemon.begin()
    api.ask("POST", f"/v1/jobs/{job}/start")
    took = uploads_take()
    used = daemon.cpu_s()
    until(lambda: api.ask("GET", f"/v1/jobs/{job}")["state"] == "completed")
    return {"seconds": took, "CPU": used, "ideal": IDEAL_S}


def by_script():
    cloud.forget()
    times = []
    watch = threading.Thread(target=lambda: times.append(uploads_take()))
    watch.start()
    with open(WORK + "/yes", "w", encoding="ascii") as yes:
        yes.write("yes\n")
    with open(WORK + "/yes", encoding="ascii") as yes:
        used, _, code = run(["/usr/bin/python3", WORK + "/script.py"], stdin=yes, cwd=WORK, stdout=subprocess.DEVNULL)
    if code != 0:
        raise SystemExit(f"bench: the script ended with {code}")
    watch.join()
    return {"seconds": times[0], "CPU": used}


turns = Turns()
turns.play(int(sys.argv[1]), {"understudy": by_understudy, "script": by_script})
for name in ("understudy", "script"):
    turns.show(name, "seconds", "s")
    turns.show(name, "CPU", "s")
turns.ratio("seconds", "script", "understudy", "at least 5")
for turn in turns.rounds:
    turn["ideal of four connections"] = {"seconds": IDEAL_S}
turns.ratio("seconds", "ideal of four connections", "understudy", "at least 0.9")
