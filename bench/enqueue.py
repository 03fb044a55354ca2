"""bench/enqueue's turns: 200 posts each."""

import os
import sys

from contest import Http, Process, Turns, daemon_api, now

rounds, many, few = (int(word) for word in sys.argv[1:])
POSTS = 200
JOB = {"name": "Anna", "language": "en", "dataset_id": "dataset_1"}


def contestant(api, pid):
    process = Process(pid)

    def turn():
        process.begin()
        begun = now()
        for _ in range(POSTS):
            api.ask("POST", "/v1/jobs", JOB)
        return {"ms a post": (now() - begun) * 1e3 / POSTS, "CPU ms a post": process.cpu_s() * 1e3 / POSTS}

    return turn


with open(os.environ["UNDERSTUDY_TOKEN_FILE"], encoding="ascii") as token:
    full = Http(os.environ["MANY_URL"], token.read().strip())
names = [f"with {many} stored", f"with {few} stored"]
turns = Turns()
turns.play(rounds, {names[0]: contestant(full, os.environ["MANY_PID"]),
                    names[1]: contestant(daemon_api(), os.environ["DAEMON_PID"])})
for name in names:
    turns.show(name, "ms a post", "ms")
turns.ratio("ms a post", *names, "at most 1.2")
turns.ratio("CPU ms a post", *names, "none")
