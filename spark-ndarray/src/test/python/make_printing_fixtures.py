"""Writes how NumPy prints arrays to src/test/resources/numpy/printing.tsv.

Run with NumPy 2 after changing the cases: python make_printing_fixtures.py
The file is checked in; the build does not need Python.
"""

from pathlib import Path

import numpy as np

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "numpy"
FLOATS = ["float32", "float64"]
DTYPES = ["bool", "int32", "int64", *FLOATS]


def given():
    nan, inf = np.nan, np.inf
    for dtype in FLOATS:
        for values in [
            [0.0],
            [-0.0],
            [0.0, -0.0, 1.0],
            [1.0, 2.0, 3.0],
            [1.5, 2.25, 3.125],
            [1.0, 10.0, 100.0],
            [1.0, 10.0, 100.0, 1000.0],
            [1.0, 10.0, 100.0, 1001.0],
            [1e-4, 1e-1],
            [1e-4, 1e-2],
            [9.9e-5, 1e-2],
            [1e-5],
            [99999999.0],
            [1e8],
            [1e6],
            [999999.0],
            [1e15, 1.0],
            [1e16],
            [1e-300 if dtype == "float64" else 1e-30, 1.0],
            [1e300 if dtype == "float64" else 1e30, 1.0],
            [5e-324 if dtype == "float64" else 1e-45],
            [1.7976931348623157e308 if dtype == "float64" else 3.4028235e38],
            [nan],
            [inf],
            [-inf],
            [nan, inf],
            [nan, -inf],
            [nan, 1.0],
            [inf, 1.0],
            [-inf, 1.0],
            [nan, 0.5, -inf],
            [nan, 1e10, inf],
            [nan, 1e10, -inf],
            [nan, -1e-10, -inf],
            [0.1, 0.2, 0.30000000000000004],
            [1 / 3, 2 / 3],
            [123.456, -0.001],
            [123.456, -1e-9],
            [-1.5, 2.0],
            [0.123456785, 0.123456775],
            [0.125000005, 0.5],
            [2.5e-8, 1e-6],
            [1.00000001, 1.000000001],
            [1.1e-10, 1.2345678e-5],
            [1.1e-10, 1.23456789e-5],
            [9.007199254740993e15],
            [1e22, 1e23],
            [2.0**-44, 2.0**-24, 2.0**-100],
            [2.0**60, 2.0**90],
            [2.2e-7, 5e10, -3],
            [16777216.0, 0.1],
            [16777217.0],
            [1e100 if dtype == "float64" else 1e38, -1e-100 if dtype == "float64" else -1e-38],
        ]:
            yield np.array(values, dtype=dtype)
        yield np.array(7.25, dtype=dtype)
        yield np.array(0.1, dtype=dtype)
        yield np.array(1e-7, dtype=dtype)
        yield np.array(-123456789.125, dtype=dtype)
        yield np.array(nan, dtype=dtype)
        yield np.array(-inf, dtype=dtype)
        yield np.array(-0.0, dtype=dtype)
        for exponent in [-5, -4, -3, 5, 6, 7, 8, 15, 16, 17]:
            yield np.array(10.0**exponent, dtype=dtype)
            yield np.array(1.23456789 * 10.0**exponent, dtype=dtype)
    for values in [[0], [1, -1], [10, -100, 1000], [2147483647, -2147483648]]:
        yield np.array(values, dtype=np.int32)
        yield np.array(values, dtype=np.int64)
    yield np.array([9223372036854775807, -9223372036854775808])
    yield np.array(5)
    yield np.array(5, dtype=np.int32)
    yield np.array(True)
    yield np.array(False)
    yield np.array([True])
    yield np.array([True, False])
    yield np.array([[True, False], [False, False]])


def empty():
    for dtype in DTYPES:
        for shape in [(0,), (2, 0), (0, 3), (0, 0), (1, 0, 2)]:
            yield np.zeros(shape, dtype=dtype)


def random():
    rng = np.random.default_rng(1)
    for case in range(260):
        dtype = DTYPES[case % 5]
        rank = int(rng.integers(1, 5))
        shape = tuple(int(n) for n in rng.integers(1, [60, 12, 6, 4][rank - 1], rank))
        if dtype == "bool":
            yield rng.random(shape) < 0.5
        elif dtype.startswith("int"):
            yield rng.integers(-(10 ** rng.integers(1, 10)), 10 ** rng.integers(1, 9), shape).astype(dtype)
        else:
            kind = case % 7
            x = rng.normal(size=shape)
            if kind == 1:
                x = np.round(x, int(rng.integers(0, 5)))
            elif kind == 2:
                x = x * 10.0 ** rng.integers(-12, 12, shape)
            elif kind == 3:
                x = x * 10.0 ** float(rng.integers(-12, 12))
            elif kind == 4:
                x = np.where(rng.random(shape) < 0.2, rng.choice([np.nan, np.inf, -np.inf], shape), x)
            elif kind == 5:
                x = np.floor(x * 100)
            elif kind == 6:
                x = rng.integers(0, 2**63, shape).view(np.float64)
            with np.errstate(all="ignore"):
                yield x.astype(dtype)


def bits():
    """Numbers of all sizes, one at a time, for the shortest digits."""
    rng = np.random.default_rng(2)
    for x in rng.integers(0, 2**63, 60).view(np.float64):
        yield np.array([x])
    for x in rng.integers(0, 2**31, 60).astype(np.int32).view(np.float32):
        yield np.array([x])
    for exponent in range(-1074, 1024, 41):
        yield np.array([2.0**exponent])
    for exponent in range(-149, 128, 7):
        yield np.array([2.0**exponent], dtype=np.float32)


def large():
    """Arrays so large that NumPy shows their corners: offset + step * position."""
    for shape in [
        (1001,),
        (1000,),
        (5000,),
        (171075,),
        (1001, 1),
        (1, 1001),
        (2, 501),
        (501, 2),
        (7, 143),
        (7, 144),
        (6, 167),
        (40, 26),
        (10, 10, 11),
        (3, 400, 2),
        (1, 1, 2000),
        (2, 3, 200, 1),
        (200, 1, 1, 7),
        (6, 6, 30),
        (8, 8, 8, 3),
    ]:
        for dtype, offset, step in [
            ("int64", 0, 1),
            ("int32", -500, 7),
            ("float64", 0.5, 0.25),
            ("float64", 1.0, 1000.0),
            ("float32", -3.0, 0.125),
            ("bool", 0, 1),
        ]:
            yield shape, dtype, offset, step


def escaped(text):
    return text.replace("\n", "\\n")


def lines():
    for values in [given(), empty(), random(), bits()]:
        for x in values:
            data = x.tobytes().hex()
            yield f"{x.dtype}\t{x.shape}\t{data}\t{escaped(str(x))}\t{escaped(repr(x))}"
    for shape, dtype, offset, step in large():
        x = (offset + step * np.arange(np.prod(shape))).reshape(shape).astype(dtype)
        yield f"{dtype}\t{shape}\t{offset}+{step}*i\t{escaped(str(x))}\t{escaped(repr(x))}"


title = "# dtype, shape, little-endian bytes or a formula, str, repr"
text = "".join(line + "\n" for line in [f"{title}; NumPy {np.__version__}", *lines()])
(RESOURCES / "printing.tsv").write_text(text, encoding="utf-8")
