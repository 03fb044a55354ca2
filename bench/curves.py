"""Draws what bench/curves has measured."""

import sys

import plot
from contest import WORK, figure

folder, by_size = sys.argv[1], {}
for line in open(WORK + "/by_size", encoding="ascii"):
    name, mib, peak = line.split()
    figure(f"{name}: peak for a recording of {mib} MiB", "it fails" if peak == "none" else peak, "MiB")
    if peak != "none":
        by_size.setdefault(name, []).append((float(mib), float(peak)))
plot.write(f"{folder}/memory-by-size.svg", "Peak of memory for one upload", "bench/curves", "size of the recording, MiB", "MiB",
           by_size, logarithmic=True)

rows = [tuple(map(float, line.split())) for line in open(WORK + "/by_jobs", encoding="ascii")]
for jobs, ms, kib in rows:
    figure(f"{jobs:.0f} jobs, their whole lives", f"{jobs * ms / 1e3:.2f}", f"s of the processor ({ms:.2f} ms each), peak "
           f"{kib / 1024:.1f} MiB")
plot.write(f"{folder}/processor-by-jobs.svg", "Processor time of jobs through their whole lives", "bench/curves", "jobs", "s",
           {"understudy": [(jobs, jobs * ms / 1e3) for jobs, ms, _ in rows]}, logarithmic=False)
plot.write(f"{folder}/memory-by-jobs.svg", "Peak of memory for jobs through their whole lives", "bench/curves", "jobs", "MiB",
           {"understudy": [(jobs, kib / 1024) for jobs, _, kib in rows]}, logarithmic=False)
