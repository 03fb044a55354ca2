"""The peak of memory of the daemon, curl and the script for the one recording that there is: prints name, MiB of it, MiB."""

import os
import subprocess
import sys

from contest import CA, CLOUD, KEY, WORK, Cloud, Process, daemon_api, run, until

mib, cloud, api, daemon = int(sys.argv[1]), Cloud(), daemon_api(), Process(os.environ["DAEMON_PID"])
LONG = WORK + "/samples/long.wav"
job = api.ask("POST", "/v1/jobs", {"name": "Bench", "language": "en", "recordings": [LONG]})["id"]
until(lambda: "'files_measured': 1" in str(api.ask("GET", f"/v1/jobs/{job}")))
daemon.begin()
api.ask("POST", f"/v1/jobs/{job}/start")
until(lambda: api.ask("GET", f"/v1/jobs/{job}")["state"] == "completed")
print("understudy", mib, f"{daemon.peak_mib():.1f}")

url = f"{CLOUD}/datasets/{cloud.new_dataset()}/files"
_, peak, code = run(["curl", "--silent", "--fail", "--cacert", CA, url, "--header", f"Authorization: Bearer {KEY}", "--header",
                     "Cartesia-Version: 2025-04-16", "--form", f"file=@{LONG}", "--form", "purpose=fine_tune"])
print("curl", mib, f"{peak:.1f}" if code == 0 else "none")

with open(WORK + "/yes", "w", encoding="ascii") as yes:
    yes.write("yes\n")
with open(WORK + "/yes", encoding="ascii") as yes:
    _, peak, code = run(["/usr/bin/python3", WORK + "/script.py"], stdin=yes, cwd=WORK, stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
print("script", mib, f"{peak:.1f}" if code == 0 else "none")
