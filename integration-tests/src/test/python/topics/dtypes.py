"""Promotion with arrays, 0-d arrays and weak Python scalars (NEP 50), and conversions."""

ARRAYS = {
    "bool": "np.array([True, False, True])",
    "int32": "np.array([1, -2, 3], dtype=np.int32)",
    "int64": "np.array([4, -5, 6])",
    "float32": "np.array([0.5, -1.5, 2.25], dtype=np.float32)",
    "float64": "np.array([0.1, -2.5, 1e10])",
}
WEAK = {"bool": "True", "int": "2", "float": "0.1"}


def record(r):
    arrays_with_arrays(r)
    arrays_with_scalars(r)
    zero_dimensional(r)
    literals(r)
    conversions(r)
    wide_scalars(r)


def arrays_with_arrays(r):
    for a in ARRAYS.values():
        for b in ARRAYS.values():
            r.value(f"{a} + {b}")
    for a in ARRAYS.values():
        r.value(f"{a} / {ARRAYS['int32']}")
        r.value(f"np.where({ARRAYS['bool']}, {a}, {ARRAYS['int32']})")
        r.value(f"{a} == {ARRAYS['float32']}")


def arrays_with_scalars(r):
    for a in ARRAYS.values():
        for scalar in WEAK.values():
            r.value(f"{a} * {scalar}")
        r.value(f"2.5 * {a}")
        r.value(f"{a} / 3")
        r.value(f"np.maximum({a}, 1)")
        r.value(f"np.where({ARRAYS['bool']}, {a}, 1.5)")
        r.value(f"np.where({ARRAYS['bool']}, 0, {a})")
    r.value(f"np.where({ARRAYS['bool']}, 1, 2)")
    r.value(f"np.where({ARRAYS['bool']}, 1, 2.5)")
    r.value(f"np.where({ARRAYS['bool']}, True, False)")


def zero_dimensional(r):
    """A 0-d array is strong, whatever its value: unlike a Python scalar."""
    f32, i32 = ARRAYS["float32"], ARRAYS["int32"]
    r.value(f"{f32} + np.array(0.1)")
    r.value(f"{f32} + np.array(3)")
    r.value(f"{i32} + np.array(1)")
    r.value(f"{i32} * np.array(0.5, dtype=np.float32)")
    r.value("np.array(3, dtype=np.int32) + 4")
    r.value("np.array(3, dtype=np.float32) + 0.1")
    r.value("np.array(2) * np.array(3)")
    r.value("np.array(True) + np.array(True)")
    r.value(f"{f32}.sum() + 1.0")
    r.value(f"{f32} * {f32}.max()")
    r.value(f"{f32} * {ARRAYS['float64']}.max()")


def literals(r):
    r.value("np.array([1, 2, 3])")
    r.value("np.array([1, 2.5, 3])")
    r.value("np.array([True, 2])")
    r.value("np.array([True, 2.5])")
    r.value("np.array([[1, 2], [3, 4]], dtype=np.float32)")
    r.value("np.array([1.9, -1.9], dtype=np.int64)")
    r.value("np.array([0, 1, 2], dtype=bool)")
    r.value("np.array([0.1, 0.2], dtype='float32')")
    r.value("np.array((1, 2), dtype=int)")
    r.value("np.array([1, 2], dtype=float)")
    r.value("np.array([[[1], [2]], [[3], [4]]])")
    r.value("np.array([])")
    r.value("np.array([[], []])")
    r.value("np.array(7)")
    r.value("np.array(2.5)")
    r.value("np.array([9223372036854775807, -9223372036854775808])")
    r.value("np.array([1e400, -1e400, 4.9e-324, 1.7976931348623157e308])")
    r.value("np.array([0.1, 1e39, 1e-46], dtype=np.float32)")
    for maker in ("zeros", "ones"):
        r.value(f"np.{maker}(3)")
        r.value(f"np.{maker}((2, 3), dtype=np.int32)")
        r.value(f"np.{maker}((), dtype=bool)")
        r.value(f"np.{maker}((2, 0))")
    r.value("np.full((2, 2), 7)")
    r.value("np.full(3, 0.1)")
    r.value("np.full((1, 3), True)")
    r.value("np.full(2, 0.1, dtype=np.float32)")
    r.value("np.full((2, 2), np.inf)")
    r.value("np.full((2, 3), np.array([1, 2, 3]))")


def conversions(r):
    r.value("np.array([1.9, -1.9, 0.5, -0.5, 1e15 + 0.5, -4503599627370497.5]).astype(np.int64)")
    r.value("np.array([1.9, -1.9, 2147483646.9, -2147483648.0]).astype(np.int32)")
    r.value("np.array([4294967296, 2147483648, -2147483649, 7, -1]).astype(np.int32)")
    r.value("np.array([7, -1, 2147483647], dtype=np.int32).astype(np.int64)")
    r.value("np.array([16777217, 33554435, -16777219, 9007199254740993]).astype(np.float32)")
    r.value("np.array([9007199254740993, -9007199254740995, 9223372036854775807]).astype(float)")
    r.value("np.array([16777217, 33554435, -16777219], dtype=np.int32).astype(np.float32)")
    r.value("np.array([0.1, 1e39, -1e39, 1e-46, 1e-40, np.nan, -0.0]).astype(np.float32)")
    r.value("np.array([0.1, 3.4e38, 1e-45, np.inf, -0.0], dtype=np.float32).astype(np.float64)")
    r.value("np.array([0.0, -0.0, 0.1, np.nan, np.inf]).astype(bool)")
    r.value("np.array([0, 1, -7, 256]).astype(bool)")
    r.value("np.array([True, False]).astype(np.float32)")
    r.value("np.array([True, False]).astype(np.int32)")
    r.value("np.array(2.75).astype(int)")
    r.value("np.zeros((0, 2)).astype(np.int32)")
    r.value("np.arange(6).astype('float32')[::-2]")


def wide_scalars(r):
    """Python integers that the array's dtype does not hold may be compared, not computed with."""
    r.value("np.array([1, 2147483647], dtype=np.int32) < 3000000000")
    r.value("np.array([1, 2], dtype=np.int32) == 3000000000")
    r.value("np.array([1, 2], dtype=np.int32) >= -3000000000")
    r.value("np.array([9007199254740993]) == 9007199254740993")
    r.value("np.array([9007199254740993]) == 9007199254740992.0")
    r.value("np.array([0.1], dtype=np.float32) == 0.1")
    r.value("np.array([0.1], dtype=np.float32) < 0.1")
    r.value("np.array([0.1], dtype=np.float32) < np.array([0.1])")
    r.value("np.array([1.0], dtype=np.float32) + 1e-9")
    r.value("np.array([1.0], dtype=np.float32) + 1e39")
    r.value("np.array([16777216.0], dtype=np.float32) + 1")
    r.value("np.array([16777216.0], dtype=np.float32) + np.array([1], dtype=np.int32)")
