"""Has bench/next-request's job run idle and under load, and reads what was written down."""

import os
import statistics
import sys
import threading

from contest import WORK, daemon_api, figure, until

api = daemon_api()


def play():
    before = sum(1 for _ in open(sys.argv[1], encoding="ascii"))
    job = api.ask("POST", "/v1/jobs", {"name": "Bench", "language": "en", "start": True,
                                       "recordings": [WORK + "/recordings"]})["id"]
    until(lambda: api.ask("GET", f"/v1/jobs/{job}")["state"] == "completed", every_s=0.5)
    with open(sys.argv[1], encoding="ascii") as file:
        seen = [tuple(map(int, line.split())) for line in file][before:]
    return [(after[0] - this[1]) / 1e6 for this, after in zip(seen, seen[1:])]


def show(name, gaps, goal):
    gaps = sorted(gaps)
    p99 = gaps[int(len(gaps) * 0.99)]
    figure(f"an upload's answer to the next request, {name}: p99", f"{p99:.2f}",
           f"ms (median {statistics.median(gaps):.2f}, most {gaps[-1]:.2f}, of {len(gaps)}), goal: at most {goal}")


show("idle", play(), 2)
over = threading.Event()


def load():
    mine = daemon_api()
    while not over.is_set():
        mine.ask("POST", "/v1/jobs", {"name": "Anna", "language": "en", "dataset_id": "dataset_1"})


callers = [threading.Thread(target=load) for _ in range(16)]
for caller in callers:
    caller.start()
gaps = play()
over.set()
for caller in callers:
    caller.join()
show("16 connections posting", gaps, 10)
