"""Writes what NumPy says to src/test/resources/numpy, for the Java tests to compare with.

Run with NumPy 2 after changing the cases: python make_fixtures.py
The files are checked in; the build does not need Python.
"""

import io
import itertools
import random
import warnings
import zipfile
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "numpy"
DTYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128".split()
WEAK = {"bool": True, "int": 1, "float": 1.0, "complex": 1j}


def write_lines(name, title, lines):
    text = "".join(line + "\n" for line in [f"# {title}; NumPy {np.__version__}", *lines])
    (RESOURCES / name).write_text(text, encoding="utf-8")


def promotion():
    for a, b in itertools.product(DTYPES, DTYPES):
        safely = "yes" if np.can_cast(a, b, "safe") else "no"
        yield f"{a}\t{b}\t{np.promote_types(a, b)}\t{safely}"
    for a, (kind, value) in itertools.product(DTYPES, WEAK.items()):
        yield f"{a}\tPython {kind}\t{np.result_type(np.dtype(a), value)}\t-"


def broadcasting():
    rng = random.Random(1)
    cases = [[(2, 3), (4,)], [()], [(), ()], [(0,), (1,)], [(0,), (3,)], [(5, 1, 3), (4, 1)]]
    cases += [[(8, 1, 6, 1), (7, 1, 5), ()], [(3,), (0, 1)], [(1,), (1, 1)], [(2, 1), (3, 1)]]
    for _ in range(120):
        common = [rng.choice([0, 1, 2, 3, 5]) for _ in range(rng.randrange(5))]
        shapes = []
        for _ in range(rng.randrange(1, 4)):
            shape = common[rng.randrange(len(common) + 1) :]
            shape = [1 if rng.random() < 0.3 else n for n in shape]
            shapes.append([rng.choice([1, 2, 3]) if rng.random() < 0.06 else n for n in shape])
        cases.append([tuple(shape) for shape in shapes])
    for shapes in cases:
        try:
            result = str(np.broadcast_shapes(*shapes))
            if len(shapes) == 2:
                result = str(np.broadcast(*map(np.zeros, shapes)).shape)
        except ValueError:
            # The words of the operators, whose order of operands broadcast_shapes does not keep.
            words = " ".join(str(shape).replace(" ", "") for shape in shapes)
            result = "operands could not be broadcast together with shapes " + words
        yield f"{'; '.join(map(str, shapes))}\t{result}"


def spell(item):
    if item is None:
        return "None"
    if item is Ellipsis:
        return "..."
    if isinstance(item, slice):
        bounds = ["" if b is None else str(b) for b in (item.start, item.stop, item.step)]
        return ":".join(bounds if bounds[2] else bounds[:2])
    return str(item)


def indexing():
    rng = random.Random(2)
    huge = 2**63 - 1
    every = slice(None)
    bounds = [None, 0, 1, 2, 3, 4, 7, -1, -2, -3, -4, -7]
    cases = [((4,), [slice(a, b, c)])
             for a in bounds for b in bounds for c in (None, 2, -1, -2) if rng.random() < 0.5]
    cases += [((3,), [i]) for i in (0, 2, -3, 3, 5, -4, huge, -huge - 1)]
    cases += [((3,), [slice(*s)]) for s in itertools.product(
        (None, -huge - 1, huge), (None, -huge - 1, huge), (huge, -huge - 1, -huge))]
    cases += [((3,), [1, 2]), ((3,), [..., ...]), ((3,), [slice(None, None, 0)]), ((), [0]),
              ((), [every]), ((), []), ((), [...]), ((), [None, ..., None]), ((2, 3), [0, -4]),
              ((2, 3), [None, slice(0, 0, 0), 9]), ((2, 3), [7, slice(0, 0, 0)]),
              ((2,), [7, ..., ..., 1]), ((2, 3), [0, 0, 0, ...]), ((0, 3), [0]), ((0, 3), [every, 2]),
              ((0,), [slice(None, None, -1)]), ((5, 3), [every, None]), ((2,), [None] * 63),
              ((2,), [None] * 64), ((2, 3, 4), [..., 1]), ((2, 3, 4), [1, ..., None, -1]),
              ((2, 3), [0, ..., 1]), ((2, 3), [0, 1, ...]), ((2, 3), [None, 0, None, 1, None])]
    for _ in range(250):
        shape = tuple(rng.choice([0, 1, 2, 3, 4, 5, 6]) for _ in range(rng.randrange(1, 5)))
        items = []
        for extent in shape[: rng.randrange(len(shape) + 1)]:
            while rng.random() < 0.2:
                items.append(None)
            if rng.random() < 0.35 and extent:
                items.append(rng.randrange(-extent, extent) if rng.random() < 0.95 else extent)
            else:
                a, b = (rng.choice([None, rng.randrange(-8, 9)]) for _ in range(2))
                items.append(slice(a, b, rng.choice([None, None, 1, 2, 3, -1, -2, -3, -7])))
        if rng.random() < 0.4:
            items.insert(rng.randrange(len(items) + 1), ...)
        cases.append((shape, items))
    for shape, items in cases:
        x = np.arange(np.prod(shape, dtype=int)).reshape(shape)
        try:
            view = x[tuple(items)]
            result = f"{view.shape}\t{' '.join(map(str, np.ravel(view)))}"
        except (IndexError, ValueError) as error:
            result = f"error\t{error}"
        yield f"{shape}\t{', '.join(map(spell, items))}\t{result}"


def headers():
    shapes = [(), (0,), (1,), (3,), (171075, 3), (3, 4, 5), (10**9, 10**9), (2**62,), (0, 3), (3, 0)]
    shapes += [(1,) * rank for rank in range(2, 65)] + [tuple(range(1, 12))]
    for dtype, shape in itertools.product(DTYPES, shapes):
        if shape in shapes[:6] or dtype == "float64" and shape != (2**62,) or shape == (3, 0):
            fields = {"descr": np.dtype(dtype).str, "fortran_order": False, "shape": shape}
            stream = io.BytesIO()
            npy.write_array_header_1_0(stream, fields)
            header = stream.getvalue()
            assert header[:8] == b"\x93NUMPY\x01\x00"
            yield f"{dtype}\t{shape}\t{header[10:].decode().rstrip()}\t{len(header)}"


def values(dtype, shape):
    """The elements that the Java tests compute for themselves, from their C-ordered position."""
    v = (np.arange(np.prod(shape, dtype=int)) * 37 + 11) % 251
    step = {"int8": 1, "int16": 129, "int32": 16777213, "int64": 72057594037927931,
            "uint8": 1, "uint16": 261, "uint32": 17179861, "uint64": 73786976294838191}
    if dtype == "bool":
        x = v % 3 == 0
    elif dtype.startswith("float"):
        x = ((v - 125) / 3.0).astype(dtype)
    elif dtype.startswith("complex"):
        x = ((v - 125) / 3.0 + 1j * v).astype(dtype)
    else:
        x = (v if dtype[0] == "u" else v - 125).astype(dtype) * np.dtype(dtype).type(step[dtype])
    return x.reshape(shape)


def npy_files():
    """Names and arrays with the version to write them in."""
    for dtype in DTYPES:
        x = values(dtype, (3, 4, 5))
        for order, ends, version in itertools.product("CF", "<>", (1, 2, 3)):
            name = f"{dtype}-{order}-{'little' if ends == '<' else 'big'}-{version}"
            yield name, np.array(x, dtype=x.dtype.newbyteorder(ends), order=order), version
        yield f"{dtype}-scalar", values(dtype, ()), None
        yield f"{dtype}-empty", values(dtype, (0, 3)), None
        yield f"{dtype}-line", values(dtype, (7,)), None
    yield "fortran-grid", np.asfortranarray(values("float64", (37, 2, 29))), None
    fields = np.zeros(2, [("a", "<i4"), ("b", "<f8", (2,))])
    for name, x in {
        "object": np.array([1, None], dtype=object), "structured": fields,
        "float16": np.zeros(2, "f2"), "longdouble": np.zeros(2, "g"), "bytes": np.array([b"abc"]), "str": np.array(["abc"]),
        "datetime64": np.array(["2020-01-01"], "M8[D]"), "timedelta64": np.zeros(2, "m8[ns]"),
        "void": np.zeros(2, "V3"), "fields-unicode": np.zeros(2, [("é", "<i4")]),
    }.items():
        yield "refused-" + name, x, None


def write_npy():
    with zipfile.ZipFile(RESOURCES / "npy.zip", "w", zipfile.ZIP_DEFLATED) as files:
        for name, x, version in npy_files():
            stream = io.BytesIO()
            npy.write_array(stream, np.asanyarray(x), version and (version, 0))
            info = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
            files.writestr(info, stream.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    RESOURCES.mkdir(parents=True, exist_ok=True)
    write_lines("promotion.tsv", "dtype, dtype, promoted, first casts safely to second", promotion())
    write_lines("broadcasting.tsv", "shapes, their common shape or the error", broadcasting())
    write_lines("indexing.tsv", "shape of arange, index, shape of the view, its elements", indexing())
    write_lines("headers.tsv", "dtype, shape, text of the header, bytes of the header", headers())
    write_npy()
