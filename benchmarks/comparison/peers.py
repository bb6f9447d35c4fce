"""What the peers do for each work. A peer that is not installed is left out by name."""

from __future__ import annotations

import importlib
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Callable

import numpy as np

from .works import PAIRWISE, WORKS

Arrays = dict[str, np.ndarray]
Peer = Callable[[], object]
CORES = os.cpu_count() or 1
_missing: set[str] = set()


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        if name not in _missing:
            _missing.add(name)
            print(f"{name} is not installed: left out", file=sys.stderr)
        return None


def numpys(key: str, arrays: Arrays) -> np.ndarray:
    """What NumPy gives for a work."""
    names: dict[str, object] = {"np": np, **arrays}
    work = WORKS[key]
    setup = "" if work.numpy and "D" not in work.numpy else "\n".join(work.setup)
    exec(setup + "\n" + (work.numpy or work.statement), names)
    return names["r"]  # type: ignore[return-value]


def of(key: str, arrays: Arrays) -> dict[str, Peer]:
    """The peers of a work by name, each made ready to be timed."""
    return {name: peer for name, peer in _all(key, arrays).items() if peer is not None}


def _all(key: str, a: Arrays) -> dict[str, Peer | None]:
    numpy_runs: dict[str, Peer | None] = {"NumPy": lambda: numpys(key, a)}
    if key == "pairwise":
        return numpy_runs | {
            "SciPy cdist": _cdist(a["X"]),
            "numexpr": _numexpr_pairwise(a["X"]),
            "Dask": _dask_pairwise(a["X"]),
            "filling the memory": _fill(len(a["X"]) ** 2),
        }
    if key == "nearest":
        return {"scikit-learn": _argmin(a["X"])}
    if key == "top8":
        return {"scikit-learn": _kneighbors(a["X"], 8)}
    if key == "sqeuclidean768":
        return {"NumPy A @ B.T": lambda: a["A"] @ a["B"].T}
    if key.startswith("matmul"):
        return {"NumPy A @ B": lambda: a["A"] @ a["B"]}
    if key == "temporaries":
        return numpy_runs | {
            "numexpr": _numexpr("(2.0 * a - 4.5 * b) + (sin(a) + cos(b))", a),
        }
    if key == "add":
        # a + b moves three arrays, copying one array moves two.
        return numpy_runs | {
            "numexpr": _numexpr("a + b", a),
            "copying as many bytes": _copy(a["a"].size * 3 // 2),
        }
    if key == "sum":
        return numpy_runs | {"reading as many bytes": _read(a["a"])}
    if key == "nearest10k":
        return {"Spark CROSS JOIN": _spark(a, CROSS_JOIN), "Spark NEAREST BY": _spark(a, NEAREST_BY)}
    return numpy_runs


def _cdist(x: np.ndarray) -> Peer | None:
    distance = _module("scipy.spatial.distance")
    return distance and (lambda: distance.cdist(x, x))


def _numexpr(expression: str, arrays: Arrays) -> Peer | None:
    numexpr = _module("numexpr")
    return numexpr and (lambda: numexpr.evaluate(expression, local_dict=arrays))


def _numexpr_pairwise(x: np.ndarray) -> Peer | None:
    columns = {f"a{k}": x[:, None, k] for k in range(3)} | {f"b{k}": x[None, :, k] for k in range(3)}
    terms = " + ".join(f"(a{k} - b{k}) ** 2" for k in range(3))
    return _numexpr(f"sqrt({terms})", columns)


def _dask_pairwise(x: np.ndarray) -> Peer | None:
    array = _module("dask.array")
    if array is None:
        return None
    lazy = array.from_array(x, chunks=(500, 3))
    distances = array.sqrt(((lazy[:, None, :] - lazy) ** 2).sum(axis=-1))
    return lambda: distances.compute(scheduler="threads", num_workers=CORES)


def _argmin(x: np.ndarray) -> Peer | None:
    metrics = _module("sklearn.metrics")
    return metrics and (lambda: metrics.pairwise_distances_argmin(x, x))


def _kneighbors(x: np.ndarray, k: int) -> Peer | None:
    neighbors = _module("sklearn.neighbors")
    if neighbors is None:
        return None
    index = neighbors.NearestNeighbors(n_neighbors=k, algorithm="brute").fit(x)
    return lambda: index.kneighbors(x)


def _in_parallel(function: Callable[[int], object]) -> object:
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(function, range(CORES)))


def _fill(elements: int) -> Peer:
    parts = np.array_split(np.ones(elements), CORES)
    return lambda: _in_parallel(lambda i: parts[i].fill(2.0))


def _copy(elements: int) -> Peer:
    sources = np.array_split(np.ones(elements), CORES)
    targets = np.array_split(np.ones(elements), CORES)
    return lambda: _in_parallel(lambda i: np.copyto(targets[i], sources[i]))


def _read(values: np.ndarray) -> Peer:
    """The greatest of all is found as fast as memory is read: NumPy has vector code for it."""
    parts = np.array_split(values, CORES)
    return lambda: _in_parallel(lambda i: parts[i].max())


CROSS_JOIN = """
    SELECT l.id, min(vector_l2_distance(l.v, r.v)) FROM points l CROSS JOIN others r GROUP BY l.id"""
NEAREST_BY = """
    SELECT l.id, r.id FROM points l
    JOIN others r EXACT NEAREST 1 BY DISTANCE vector_l2_distance(l.v, r.v)"""
_session: list[object] = []


def _spark(arrays: Arrays, query: str) -> Peer | None:
    sql = _module("pyspark.sql")
    if sql is None:
        return None

    session = _spark_session(sql, arrays)
    return lambda: session.sql(query).write.format("noop").mode("overwrite").save()


def _spark_session(sql: ModuleType, arrays: Arrays):
    """Spark without spark-ndarray, with both tables cached and one small query done."""
    if not _session:
        session = (
            sql.SparkSession.builder.master(f"local[{CORES}]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", str(2 * CORES))
            .config("spark.driver.memory", "2g")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        for table, name in (("points", "X"), ("others", "Y")):
            rows = [(i, [float(x) for x in row]) for i, row in enumerate(arrays[name])]
            frame = session.createDataFrame(rows, "id INT, v ARRAY<FLOAT>").repartition(2 * CORES)
            frame.cache().createOrReplaceTempView(table)
            frame.count()
        few = f"{CROSS_JOIN.replace('points l', '(SELECT * FROM points LIMIT 100) l')}"
        session.sql(few).write.format("noop").mode("overwrite").save()
        _session.append(session)
    return _session[0]


def timed(peer: Peer) -> list[float]:
    """The seconds of as many runs as fit into a few seconds; the first, a warm-up, is not among
    them where it was short."""
    seconds: list[float] = []
    while len(seconds) < 6 and (sum(seconds) < 8 or len(seconds) < 2):
        start = time.perf_counter()
        peer()
        seconds.append(time.perf_counter() - start)
        if seconds[0] > 20:
            return seconds
    return seconds[1:]
