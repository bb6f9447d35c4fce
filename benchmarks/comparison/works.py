"""The one table of works: what is computed, on which arrays, and how much faster it should be."""

from __future__ import annotations

from dataclasses import dataclass, field

PAIRWISE = "np.sqrt(((X[:, np.newaxis, :] - Y) ** 2).sum(axis=-1))"
STANDARD = "((x - x.mean(axis=0)) ** 2).mean(axis=0)"


@dataclass(frozen=True)
class Array:
    """An array of uniform random numbers: its shape when timed, and when answers are compared."""

    full: tuple[int, ...]
    small: tuple[int, ...]
    dtype: str = "float64"


@dataclass(frozen=True)
class Work:
    """
    title: what the table says
    arrays: the inputs by name
    statement: in the script language, and in NumPy where `numpy` is not given; it assigns `r`
    setup: lines before it that are not timed
    numpy: what NumPy does instead, where it would do something else
    tolerance: how far answers may be from NumPy's, relative to the largest; 0 for the same bits
    wanted: for each peer the least ratio of its time to ours
    warm_up: how often it is run until all code is compiled to machine code: for seconds, as JMH
        runs the bare kernels before it counts; what plans and runs short works takes some 1,500
        runs in a process that does nothing else
    """

    title: str
    arrays: dict[str, Array]
    statement: str
    setup: tuple[str, ...] = ()
    numpy: str = ""
    tolerance: float = 0.0
    wanted: dict[str, float] = field(default_factory=dict)
    warm_up: int = 250


def points(count: int, dimensions: int = 3, dtype: str = "float64") -> Array:
    return Array((count, dimensions), (300, dimensions), dtype)


def square(dtype: str) -> Array:
    return Array((2048, 2048), (70, 70), dtype)


CUBE = Array((1024, 1024, 50), (20, 30, 5))
LINE = Array((50_000_000,), (1000,))
TABLE = Array((100_000, 100), (200, 100))
PRODUCT = "r = (A[:, np.newaxis, :] * B.T).sum(axis=-1)"

WORKS = {
    "pairwise": Work(
        "all distances of 10,000 points, d = 3",
        {"X": points(10_000)},
        f"r = {PAIRWISE.replace('Y', 'X')}",
        wanted={"NumPy": 40, "SciPy cdist": 3, "filling the memory": 0.5},
    ),
    "nearest": Work(
        "nearest of 100,000 points, d = 3",
        {"X": points(100_000)},
        "r = D.argmin(axis=1)",
        setup=(f"D = {PAIRWISE.replace('Y', 'X')}",),
        warm_up=3,
    ),
    "top8": Work(
        "8 nearest of 50,000 points, d = 3",
        {"X": points(50_000)},
        "r, i = nd.topk(D, 8, axis=1, largest=False)",
        setup=(f"D = {PAIRWISE.replace('Y', 'X')}",),
        numpy="r = np.sort(D, axis=1)[:, :8]",
        wanted={"scikit-learn": 3},
        warm_up=10,
    ),
    "sqeuclidean768": Work(
        "squared distances 4096², d = 768, float32",
        {n: Array((4096, 768), (60, 768), "float32") for n in "AB"},
        "r = ((A[:, np.newaxis, :] - B) ** 2).sum(axis=-1)",
        tolerance=1e-5,
        wanted={"NumPy A @ B.T": 1 / 2.2},
        warm_up=25,
    ),
    "matmul64": Work(
        "matrix product 2048³, float64",
        {n: square("float64") for n in "AB"},
        PRODUCT,
        tolerance=1e-13,
        wanted={"NumPy A @ B": 0.6},
        warm_up=30,
    ),
    "matmul32": Work(
        "matrix product 2048³, float32",
        {n: square("float32") for n in "AB"},
        PRODUCT,
        tolerance=1e-5,
        wanted={"NumPy A @ B": 0.6},
        warm_up=40,
    ),
    "temporaries": Work(
        "(2a − 4.5b) + (sin a + cos b), 52.4M",
        {"a": CUBE, "b": CUBE},
        "r = (2.0 * a - 4.5 * b) + (np.sin(a) + np.cos(b))",
        tolerance=1e-15,
        wanted={"NumPy": 6, "numexpr": 2.5},
        warm_up=40,
    ),
    "add": Work(
        "a + b, 50M",
        {"a": LINE, "b": LINE},
        "r = a + b",
        wanted={"copying as many bytes": 0.9},
    ),
    "sum": Work(
        "a.sum(), 50M",
        {"a": LINE},
        "r = a.sum()",
        tolerance=1e-14,
        wanted={"reading as many bytes": 0.9},
        warm_up=600,
    ),
    **{
        f"sum{axis}_{name}{suffix}": Work(
            f"sum(axis={axis}) of {title}{', transposed' if suffix else ''}",
            {"c": Array(shape, tuple(min(n, 300) for n in shape))},
            f"r = c{suffix and '.T'}.sum(axis={axis})",
            tolerance=1e-13,
        )
        for name, shape, title in (
            ("row", (1, 10_000_000), "(1, 10⁷)"),
            ("column", (10_000_000, 1), "(10⁷, 1)"),
            ("table", (10_000, 1_000), "(10⁴, 10³)"),
        )
        for suffix in ("", "T")
        for axis in (0, 1)
    },
    "softmax": Work(
        "softmax of the rows of (10⁵, 100)",
        {"x": TABLE},
        "r = e / e.sum(axis=1, keepdims=True)",
        setup=("e = np.exp(x - x.max(axis=1, keepdims=True))",),
        numpy="e = np.exp(x - x.max(axis=1, keepdims=True)); r = e / e.sum(axis=1, keepdims=True)",
        tolerance=1e-14,
        wanted={"NumPy": 3},
        warm_up=1000,
    ),
    "variance": Work(
        "variance of the columns of (10⁵, 100)",
        {"x": TABLE},
        f"r = {STANDARD}",
        tolerance=1e-13,
        wanted={"NumPy": 3},
        warm_up=1000,
    ),
    "zscore": Work(
        "z-score of the columns of (10⁵, 100)",
        {"x": TABLE},
        f"r = (x - x.mean(axis=0)) / np.sqrt({STANDARD})",
        tolerance=1e-13,
        wanted={"NumPy": 3},
        warm_up=1000,
    ),
    "nearest10k": Work(
        "nearest of 10,000 × 10,000, d = 3, float32",
        {"X": points(10_000, dtype="float32"), "Y": points(10_000, dtype="float32")},
        "r = D.argmin(axis=1)",
        setup=(f"D = {PAIRWISE}",),
        wanted={"Spark CROSS JOIN": 100, "Spark NEAREST BY": 1000},
    ),
}
