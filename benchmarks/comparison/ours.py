"""Runs spark-ndarray: all works in one process, Spark included, or its bare kernels by JMH."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import time

from .works import WORKS

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAUNCHER = ROOT / "bin" / "spark-ndarray"
KERNELS = ROOT / "benchmarks" / "kernels"
COUNTED = 7


def _setup(key: str, folder: pathlib.Path) -> list[str]:
    work = WORKS[key]
    loads = [f"{name} = np.load('{folder / f'{key}-{name}.npy'}')" for name in work.arrays]
    return [*loads, *work.setup]


def _run(lines: list[str], folder: pathlib.Path, timings: pathlib.Path) -> None:
    script = folder / "works.py"
    script.write_text("\n".join(lines) + "\n")
    done = subprocess.run(
        [LAUNCHER, "run", script, "--timings", timings], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"spark-ndarray failed:\n{done.stderr[-2000:]}")


def seconds(keys: list[str], folder: pathlib.Path) -> dict[str, list[float]]:
    """The seconds of each counted run of each work, all in one process."""
    lines: list[str] = []
    owner: dict[int, str] = {}
    for key in keys:
        lines += _setup(key, folder)
        work = WORKS[key]
        for run in range(work.warm_up + COUNTED):
            lines.append(f"%timeit -n 1 -r 1 {work.statement}")
            if run >= work.warm_up:
                owner[len(lines)] = key
    timings = folder / "timings.jsonl"
    _run(lines, folder, timings)
    found: dict[str, list[float]] = {key: [] for key in keys}
    for line in timings.read_text().splitlines():
        record = json.loads(line)
        if record["line"] in owner:
            found[owner[record["line"]]].append(record["seconds"])
    return found


def answers(keys: list[str], folder: pathlib.Path) -> None:
    """Writes each work's result to `KEY-ours.npy`."""
    lines: list[str] = []
    for key in keys:
        lines += [*_setup(key, folder), WORKS[key].statement]
        lines.append(f"np.save('{folder / f'{key}-ours.npy'}', r)")
    _run(lines, folder, folder / "timings.jsonl")


def bare_kernels(keys: list[str], folder: pathlib.Path) -> dict[str, float]:
    """The median seconds of the kernels alone, for works that there is a JMH benchmark of."""
    listed = subprocess.run(
        [KERNELS, "--list"], capture_output=True, text=True, check=True
    ).stdout.split()
    works = [key for key in keys if key in listed]
    if not works:
        return {}
    result = folder / "jmh.json"
    subprocess.run(
        [KERNELS, "-bm", "sample", "-p", f"work={','.join(works)}", "-rf", "json", "-rff", result],
        check=True, stdout=subprocess.DEVNULL,
    )
    return {
        run["params"]["work"]: run["primaryMetric"]["scorePercentiles"]["50.0"] / 1e3
        for run in json.loads(result.read_text())
    }


def whole_process(*arguments: str) -> tuple[float, float]:
    """Seconds from start to end, and the peak resident size in MiB."""
    start = time.perf_counter()
    command = [str(LAUNCHER), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    if status != 0:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return elapsed, usage.ru_maxrss / 1024
