# What a person writes who follows the cloud's guide: one request after the other, by the library that the guide uses,
# each over a connection of its own, and nothing is sent again. Every .wav in samples/ becomes one clone.
#
# From the environment: CARTESIA_API_BASE, CARTESIA_API_KEY. Asks on standard input before it spends.
import os
import sys
import time
from pathlib import Path

import requests

BASE = os.environ["CARTESIA_API_BASE"]
HEADERS = {"Authorization": "Bearer " + os.environ["CARTESIA_API_KEY"], "Cartesia-Version": "2025-04-16"}
POLL_EVERY_S = 10


def ask(method, path, **what):
    answer = requests.request(method, BASE + path, headers=HEADERS, **what)
    answer.raise_for_status()
    return answer.json()


def send(dataset, recording):
    with recording.open("rb") as file:
        ask("POST", f"/datasets/{dataset}/files", files={"file": file, "purpose": (None, "fine_tune")})


def trained(fine_tune):
    while True:
        status = ask("GET", f"/fine-tunes/{fine_tune}")["status"]
        if status in ("completed", "failed"):
            return status == "completed"
        time.sleep(POLL_EVERY_S)


def main():
    dataset = ask("POST", "/datasets", json={"name": "Bench", "description": "one clone"})["id"]
    for recording in Path("samples").glob("*.wav"):
        send(dataset, recording)
        print(recording.name)
    if input("Train? It costs a million credits when it completes. ").lower() != "yes":
        return 1
    wanted = {"name": "Bench", "description": "", "language": "en", "model_id": "sonic-2", "dataset": dataset}
    fine_tune = ask("POST", "/fine-tunes", json=wanted, timeout=60)["id"]
    if not trained(fine_tune):
        return 1
    for voice in ask("GET", f"/fine-tunes/{fine_tune}/voices")["data"]:
        print(voice["id"])
    return 0


sys.exit(main())
