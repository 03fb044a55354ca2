"""Begins the trainings of bench/training, and measures whole rounds of polls."""

import os
import sys
import threading

from contest import KEY, CLOUD, Cloud, Http, Process, daemon_api, figure, now, spread, until

jobs, rounds = int(sys.argv[1]), int(sys.argv[2])
LISTING = "GET /fine-tunes"
cloud, daemon = Cloud(), Process(os.environ["DAEMON_PID"])
FORM = ('--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nnoise\r\n'
        '--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine_tune\r\n--b--\r\n')
HEAD = {"Authorization": f"Bearer {KEY}", "Cartesia-Version": "2025-04-16"}


def dataset_with_a_file(mine):
    made = mine.ask("POST", "/datasets", {"name": "bench", "description": "of a bench"})["id"]
    mine.line.request("POST", f"/datasets/{made}/files", FORM,
                      HEAD | {"Content-Type": "multipart/form-data; boundary=b"})
    mine.line.getresponse().read()
    return made


def post(first, step):
    """Each job has a dataset of its own, which is there already."""
    api, mine = daemon_api(), Http(CLOUD)
    mine.head |= HEAD
    for number in range(first, jobs, step):
        api.ask("POST", "/v1/jobs", {"name": f"Voice {number}", "language": "en", "start": True,
                                     "dataset_id": dataset_with_a_file(mine)})


callers = [threading.Thread(target=post, args=(first, 16)) for first in range(16)]
for caller in callers:
    caller.start()
for caller in callers:
    caller.join()
until(lambda: cloud.count("POST /fine-tunes") >= jobs, timeout_s=1800, every_s=1)


def round_ended(before):
    seen = cloud.count(LISTING)
    return seen > before and seen == polled_last[0] or polled_last.__setitem__(0, seen)


polled_last = [0]


def next_round():
    """From the end of a round of polls to the end of the next: it is over when the count stays for a second."""
    before = polled_last[0] = cloud.count(LISTING)
    until(lambda: round_ended(before), every_s=1, timeout_s=300)


next_round()
cpu, asked, rss = [], [], []
for _ in range(rounds):
    daemon.begin()
    before, since = cloud.count(), now()
    next_round()
    cpu.append(100 * daemon.cpu_s() / (now() - since))
    asked.append(cloud.count() - before)
    rss.append(daemon.status_kib("VmRSS") / 1024)
for name, values, form, unit in (("requests a round", asked, "{:.0f}", "goal: at most 110"),
                                 ("of one core", cpu, "{:.2f}", "%, goal: at most 1"),
                                 ("resident", rss, "{:.1f}", "MiB, goal: at most 64")):
    mid, between = spread(values, form)
    figure(f"{jobs} jobs in training: {name}", mid, f"{between} {unit}")
# The script asks every ten seconds for one: in 30 s three requests a job.
figure("the script's loop at the same 30 s over it", f"{jobs / asked[0]:.0f}", "times, goal: at least 50")
