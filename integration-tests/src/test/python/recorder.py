"""Runs scripts with NumPy and records what they give."""

import ast
import base64
import contextlib
import io
import warnings

import definitions
import numpy as np

DTYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
          "complex64", "complex128")


class Recorder:
    """The cases of one topic, in the order in which they were recorded."""

    def __init__(self):
        self.cases = []

    def value(self, script, ulps=None, relative=None):
        """Records the value of the last line of a script, an array or a number.

        It is exact unless a tolerance is given: in units in the last place, for transcendental
        functions, or relative to the largest of the expected values, for sums in another order.
        """
        self._add(script, np.asarray(run(script)), ulps, relative)

    def values(self, setup, expressions, ulps=None, relative=None):
        """Records many expressions over the same setup, which are computed together."""
        parts = []
        for expression in expressions:
            result = np.asarray(run(f"{setup}\n{expression}"))
            parts.append({"value": expression, **described(result, ulps, relative)})
        self.cases.append({"script": lines(setup), "parts": parts})

    def function(self, name, arguments, dtype="float64", ulps=2):
        """Records a transcendental function as it is in higher precision, rounded to the dtype."""
        call = f"np.{name}({', '.join(arguments)})"
        if dtype == "float32":
            call = f"np.{name}({', '.join(f'({a}).astype(np.float32)' for a in arguments)})"
        numpys = np.asarray(run(call))
        if dtype == "float32":
            wide = [np.asarray(run(a), np.float32).astype(np.float64) for a in arguments]
        else:
            wide = [np.asarray(run(a), np.longdouble) for a in arguments]
        with np.errstate(all="ignore"):
            true = getattr(np, name)(*wide).astype(dtype)
        assert numpys.dtype == true.dtype, (call, numpys.dtype)
        assert ulps_apart(numpys, true) <= 4, (call, ulps_apart(numpys, true))
        self._add(call, true, ulps, None)

    def error(self, script, message):
        """Records a script that NumPy, or Python, refuses with a message that holds this one."""
        try:
            result = run(script)
        except Exception as e:  # whichever NumPy raises
            said = str(e)
        else:
            raise AssertionError(f"{script!r} gave {result!r}")
        assert message in said, f"{script!r} said {said!r}"
        self.cases.append({"script": lines(script), "error": message})

    def prints(self, script):
        """Records what a script prints."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), np.printoptions():
            run(script)
        self.cases.append({"script": lines(script), "prints": out.getvalue()})

    def _add(self, script, result, ulps, relative):
        assert result.dtype.name in DTYPES, (script, result.dtype)
        self.cases.append({"script": lines(script), **described(result, ulps, relative)})


def described(result, ulps, relative):
    """An array and how exactly it must be met."""
    assert result.dtype.name in DTYPES, result.dtype
    case = {
        "dtype": result.dtype.name,
        "shape": list(result.shape),
        "data": base64.b64encode(little_endian(result)).decode(),
    }
    if ulps is not None:
        case["ulps"] = ulps
    if relative is not None:
        case["relative"] = relative
    case["shows"] = shown(result)
    return case


def lines(script):
    return script.strip().split("\n")


def run(script):
    """The value of the last statement of a script; None where that is no expression."""
    names = {"np": np, "nd": definitions}
    body = ast.parse(script.strip()).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        exec(compile(ast.Module(body, []), "<case>", "exec"), names)
        if last is not None:
            return eval(compile(ast.Expression(last.value), "<case>", "eval"), names)
    return None


def little_endian(array):
    return np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()


def shown(array):
    """For whoever reviews a fixture; no test reads it."""
    return " ".join(np.array2string(array, threshold=20, edgeitems=3).split())


def ulps_apart(a, b):
    """How many floating-point numbers lie between two arrays, at most; NaN must meet NaN."""
    if not np.array_equal(np.isnan(a), np.isnan(b)):
        return np.inf
    integer = np.int32 if a.dtype == np.float32 else np.int64
    low = np.iinfo(integer).min

    def position(x):
        bits = np.nan_to_num(x, nan=0.0, posinf=np.inf, neginf=-np.inf).view(integer)
        return np.where(bits < 0, low - bits, bits).astype(object)

    return max(np.abs(position(np.atleast_1d(a)) - position(np.atleast_1d(b))).flat, default=0)
