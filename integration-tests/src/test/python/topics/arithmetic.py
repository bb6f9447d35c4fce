"""Operators: integers that wrap, signs and zeros of // and %, powers, comparisons, bits."""

FLOATS = "np.array([0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 7.0, 1e300, np.inf, -np.inf, np.nan])"
SINGLES = "np.array([0.0, -0.0, 1.0, -3.0, 2.5, 1e30, np.inf, -np.inf, np.nan], dtype=np.float32)"
INTS = "np.array([0, 1, -1, 3, -3, 7, -7, 9223372036854775807, -9223372036854775808])"
INT32S = "np.array([0, 1, -1, 5, -5, 2147483647, -2147483648], dtype=np.int32)"
BOOLS = "np.array([True, False])"


def record(r):
    crossed(r)
    powers(r)
    unary(r)
    choices(r)
    python_numbers(r)


def crossed(r):
    """Every operator on every pair of a few awkward values."""
    for values in (FLOATS, SINGLES, INTS, INT32S):
        for operator in ("+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">="):
            r.value(f"x = {values}\nx[:, None] {operator} x")
    for values in (INTS, INT32S, BOOLS):
        for operator in "&|^":
            r.value(f"x = {values}\nx[:, None] {operator} x")
    for operator in ("+", "*", "/", "==", "<", ">="):
        r.value(f"x = {BOOLS}\nx[:, None] {operator} x")
    r.value(f"{INTS} & 12")
    r.value(f"5 | {INT32S}")
    r.value(f"{INTS} ^ True")
    r.value(f"{BOOLS} & 6")
    r.value(f"{BOOLS} | np.array([4, 5], dtype=np.int32)")
    for divisor in ("3", "-3", "0", "2.5", "-0.5", "np.inf"):
        r.value(f"{INTS} // {divisor}")
        r.value(f"{INTS} % {divisor}")
        r.value(f"{FLOATS} // {divisor}")
        r.value(f"{FLOATS} % {divisor}")
    r.value(f"10 // {INT32S}")
    r.value(f"-10 % {INT32S}")
    r.value(f"1 / {FLOATS}")
    r.value(f"1 - {SINGLES}")
    r.value("np.array([0.1, 0.2, 0.3]) * 3 == np.array([0.3, 0.6, 0.9])")


def powers(r):
    r.value("np.array([0, 1, -1, 2, -3, 7, 3037000500]) ** np.array([0, 5, 3, 62, 39, 22, 2])")
    r.value("np.array([2, 3, -5, 46341], dtype=np.int32) ** np.array([31, 20, 13, 2])")
    r.value("np.array([2, 3, -5, 46341], dtype=np.int32) ** 3")
    r.value("np.array([2, 3, -5]) ** 0")
    r.value("np.array([2, 3, -5]) ** 2")
    r.value("2 ** np.arange(64)")
    r.value("np.array([True, False]) ** np.array([2, 0])")
    r.value(f"{FLOATS} ** 2")
    r.value(f"{SINGLES} ** 2")
    r.value("np.array([0.1, 1.1, -2.3, 1e200, -1e-200]) ** 2")
    r.value("np.array([0.1, 2.0, 2.5, np.inf]) ** 0.5")
    r.value("np.array([0.1, -4.0, 0.0, -0.0, np.inf]) ** -1")
    r.value("np.array([0.1, -4.0, np.nan, np.inf]) ** 0")
    r.value("np.array([0.1, -4.0, 1.7]) ** 3", ulps=2)
    r.value("np.array([0.1, 4.0, 1.7], dtype=np.float32) ** 3", ulps=2)
    r.value("np.array([1, 2, 3]) ** 0.5", ulps=1)
    r.value("np.array([1, 2, 3]) ** -2.0", ulps=2)
    r.value(
        "x = np.array([0.0, -0.0, 0.5, 1.0, -1.0, 2.0, -8.0, np.inf, -np.inf, np.nan])\n"
        "y = np.array([0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, 1.5, np.inf, -np.inf, np.nan])\n"
        "x[:, None] ** y",
        ulps=2,
    )
    r.value("10.0 ** np.arange(-5, 6)", ulps=2)
    r.value("np.array([2.0]) ** 1024")
    r.value("np.power(np.array([2, 3]), np.array([3, 2]))")


def unary(r):
    for values in (FLOATS, SINGLES, INTS, INT32S):
        r.value(f"-{values}")
        r.value(f"+{values}")
        r.value(f"abs({values})")
        r.value(f"np.abs({values})")
        r.value(f"np.square({values})")
        r.value(f"np.sqrt({values})")
    r.value(f"~{INTS}")
    r.value(f"~{INT32S}")
    r.value(f"~{BOOLS}")
    r.value(f"abs({BOOLS})")
    rounding = "np.array([-2.5, -0.5, -0.0, 0.2, 1.5, 4503599627370495.5, -1e300, np.inf, np.nan])"
    for function in ("floor", "ceil"):
        r.value(f"np.{function}({rounding})")
        r.value(f"np.{function}({SINGLES})")
        r.value(f"np.{function}({INTS})")
        r.value(f"np.{function}({INT32S})")
    for function in ("isnan", "isfinite"):
        r.value(f"np.{function}({FLOATS})")
        r.value(f"np.{function}({SINGLES})")
        r.value(f"np.{function}({INTS})")
        r.value(f"np.{function}({BOOLS})")
    r.value("np.sqrt(np.array([2, 3, 4]))")
    r.value("np.sqrt(np.array([2, 3, 4], dtype=np.int32))")
    r.value("np.sqrt(np.arange(100) * 0.37)")
    r.value("np.sqrt((np.arange(100) * 0.37).astype(np.float32))")


def choices(r):
    numbers = "np.array([3.0, -1.0, np.nan, 2.0, np.inf, -np.inf])"
    others = "np.array([1.0, 5.0, 1.0, np.nan, 7.0, 7.0])"
    for function in ("minimum", "maximum"):
        r.value(f"np.{function}({numbers}, {others})")
        r.value(f"np.{function}({numbers}.astype(np.float32), {others}.astype(np.float32))")
        r.value(f"np.{function}({INTS}, 2)")
        r.value(f"np.{function}({INT32S}[:, None], {INT32S})")
        r.value(f"np.{function}({BOOLS}[:, None], {BOOLS})")
        r.value(f"np.{function}({numbers}, 0)")
    r.value(f"np.where({numbers} > {others}, {numbers}, {others})")
    r.value("np.where(np.array([0, 1, -2]), np.array([1, 2, 3]), np.array([-1, -2, -3]))")
    r.value("np.where(np.array([0.0, -0.0, np.nan, 0.1]), 1, 0)")
    r.value("np.where(np.array([True, False])[:, None], np.arange(3), np.array(-1))")
    r.value("np.where(True, np.arange(3), 0.5)")
    r.value("np.where(np.array([True, False]), np.nan, np.array([1.0, 2.0]))")
    r.value("np.where(np.isnan(np.array([1.0, np.nan])), 0.0, np.array([1.0, np.nan]))")
    r.value("np.where(np.arange(3)[:, None] == np.arange(3), np.inf, np.ones((3, 3)))")


def python_numbers(r):
    """Arithmetic of Python's own numbers, before any array is there."""
    r.value("np.array([1.0]) * (7 // 2 + 7 % 4 + 2 ** 10 - -3)")
    r.value("np.array([1.0]) * (-7 // 2)")
    r.value("np.array([1.0]) * (-7 % 3)")
    r.value("np.array([1.0]) * (7.5 // 2 + 7.5 % 2)")
    r.value("np.array([1.0]) * 2 ** -1")
    r.value("np.array([1.0]) * -2 ** 2")
    r.value("2 ** 3 ** 2 * np.array([1])")
    r.value("-np.array([2]) ** 2")
    r.value("np.array([6]) // 4 * 4 + 6 % 4")
    r.value("np.array([5]) - 2 - 1")
    r.value("~np.array([5]) & 7 | 8 ^ 3")
    r.value("(np.array([1, 5]) > 2) & (np.array([1, 5]) < 9)")
    r.value("np.array([1.5]) * np.pi")
    r.value("np.array([1, 2]) * (3 > 2)")
    r.value("1e3 * np.array([1_000, 0x10])")
