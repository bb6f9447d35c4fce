"""The table of results, and what it was measured on."""

from __future__ import annotations

import os
import pathlib
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass, field

from .works import WORKS


@dataclass
class Result:
    """The seconds of all counted runs of a work: ours, the bare kernel's median, each peer's."""

    key: str
    ours: list[float] = field(default_factory=list)
    kernel: float | None = None
    peers: dict[str, list[float]] = field(default_factory=dict)

    def median(self) -> float:
        return statistics.median(self.ours)

    def ratio(self, peer: str) -> float:
        """How many times our time a peer takes."""
        return statistics.median(self.peers[peer]) / self.median()

    def kernel_ratio(self, peer: str) -> float | None:
        """How many times the time of the kernels alone a peer takes, where that is known."""
        if self.kernel is None:
            return None
        return statistics.median(self.peers[peer]) / self.kernel


def machine() -> str:
    """One line: processor, cores, JDK, BLAS, date."""
    cpu = platform.machine()
    described = pathlib.Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    for line in lines:
        if line.startswith("model name"):
            cpu = line.split(":")[1].strip()
            break
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else "java"
    version = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    parts = [cpu, f"{os.cpu_count()} cores", version.splitlines()[0].replace('"', ""), *_blas()]
    return ", ".join([*parts, time.strftime("%Y-%m-%d")])


def _blas() -> list[str]:
    try:
        import numpy
        import threadpoolctl
    except ImportError:
        return []
    return [
        f"NumPy {numpy.__version__} with {pool['internal_api']} for {pool.get('architecture', '?')}, "
        f"{pool['num_threads']} threads"
        for pool in threadpoolctl.threadpool_info()
        if pool["user_api"] == "blas"
    ][:1]


def markdown(results: list[Result], rounds: int) -> str:
    """The table, a line for each work and peer."""
    lines = [
        f"{machine()}; medians of {rounds} rounds",
        "",
        "| work | spark-ndarray, s | kernels alone, s | peer | peer, s | peer ÷ ours "
        "| peer ÷ kernels | wanted |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for result in results:
        work = WORKS[result.key]
        kernel = "" if result.kernel is None else f"{result.kernel:.3f}"
        row = f"| {work.title} | {result.median():.3f} | {kernel} |"
        for peer, seconds in result.peers.items():
            wanted = work.wanted.get(peer)
            goal = "" if wanted is None else f"{wanted:.3g}"
            alone = result.kernel_ratio(peer)
            lines.append(
                f"{row} {peer} | {statistics.median(seconds):.3f} | {result.ratio(peer):.2f} | "
                f"{'' if alone is None else f'{alone:.2f}'} | {goal} |"
            )
        if not result.peers:
            lines.append(f"{row} | | | | |")
    return "\n".join(lines) + "\n"


def as_json(results: list[Result]) -> list[dict]:
    return [
        {"work": r.key, "ours": r.ours, "kernel": r.kernel, "peers": r.peers} for r in results
    ]
