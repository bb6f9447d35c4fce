"""Elementwise functions, NumPy's names and the standard's, over every dtype and awkward shapes."""

DTYPES = ("bool", "np.int32", "np.int64", "np.float32", "np.float64")
FLOATS = "[0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.7, -3.2, 1e-310, np.inf, -np.inf, np.nan, 7.0]"
INTS = "[0, 1, -1, 2, -2, 3, 5, -7, 12, 18, 100, -64, 2147483647, -2147483648, 31, 33]"
SHAPES = {
    "x[3]": "0-d",
    "x[:0]": "empty",
    "x[:1]": "one",
    "x[:, None] + np.zeros((1, 3), dtype=x.dtype)": "several columns",
    "x[::-2]": "negative step",
    "x.T[None, ..., None]": "unit axes",
}
EXACT = ("floor", "ceil", "trunc", "fix", "rint", "sign", "reciprocal", "positive", "negative", "abs",
         "absolute", "fabs", "signbit", "isinf", "isnan", "isfinite", "isposinf", "isneginf",
         "logical_not", "square", "conj", "conjugate", "real", "imag", "round", "around",
         "nan_to_num")
# float16 for bool, which is not among the dtypes.
NO_BOOL = ("sign", "positive", "negative", "reciprocal", "square", "rint", "round", "around", "conj",
           "conjugate", "fabs", "isposinf", "isneginf")
BINARY = ("copysign", "nextafter", "heaviside", "fmod", "fmin", "fmax", "maximum", "minimum",
          "logical_and", "logical_or", "logical_xor", "remainder", "mod", "floor_divide",
          "true_divide", "divide")
BOOL_BINARY = ("fmin", "fmax", "maximum", "minimum", "logical_and", "logical_or", "logical_xor")
INTEGER = ("gcd", "lcm", "left_shift", "right_shift", "bitwise_left_shift", "bitwise_right_shift",
           "bitwise_and", "bitwise_or", "bitwise_xor")
NOT_EXACT = ("arcsinh", "arccosh", "arctanh", "asinh", "acosh", "atanh", "asin", "acos", "atan",
             "exp2", "deg2rad", "radians", "rad2deg", "degrees", "sinc", "cbrt")


def record(r):
    for dtype in DTYPES:
        source = FLOATS if "float" in dtype else INTS
        setup = f"x = np.array({source}).astype({dtype})"
        unary(r, setup, dtype)
        shapes(r, setup, dtype)
        binary(r, setup, dtype)
    transcendental(r)
    composed(r)
    errors(r)


def unary(r, setup, dtype):
    names = [n for n in EXACT if not (dtype == "bool" and n in NO_BOOL)]
    r.values(setup, [f"np.{n}(x)" for n in names])
    if dtype != "bool":
        r.values(setup, [f"np.round(x, {d})" for d in (-2, -1, 0, 1, 3)] + ["x.round()", "x.conj()"])
        bounds = ("1, 5", "None, 3", "-1, None", "x[::-1], 4", "2, None", "min=1, max=2", "1.5, 2.5")
        r.values(setup, [f"np.clip(x, {b})" for b in bounds] + ["x.clip(0, 2)", "x.clip(max=1)"])
    else:
        r.values(setup, ["np.clip(x, False, True)", "np.bitwise_not(x)", "np.bitwise_invert(x)",
                         "np.logical_not(x)", "~x"])


def shapes(r, setup, dtype):
    names = ("trunc", "logical_not", "isinf", "abs") if dtype == "bool" else (
        "trunc", "sign", "isinf", "logical_not", "reciprocal", "signbit")
    for shape in SHAPES:
        r.values(setup, [f"np.{n}({shape})" for n in names])


def binary(r, setup, dtype):
    names = BOOL_BINARY if dtype == "bool" else BINARY
    r.values(setup, [f"np.{n}(x[:, None], x)" for n in names])
    if dtype != "bool":
        r.values(setup, [f"np.{n}(x, 3)" for n in names] + [f"np.{n}(3, x[:, None])" for n in names])
        r.values(setup, ["np.divmod(x[:, None], x)[0]", "np.divmod(x[:, None], x)[1]",
                         "np.divmod(x, 7)[1]", "np.equal(x, x[::-1])", "np.not_equal(x, 1)",
                         "np.greater(x, 1)", "np.less_equal(x, x[:, None])"])
    if "int" in dtype:
        r.values(setup, [f"np.{n}(x[:, None], x)" for n in INTEGER if n != "lcm"])
        r.values(setup, ["np.lcm(x[:11, None], x[:11])", "x << 3", "x >> 2", "1 << x[:6]",
                         "x[:, None] >> x", "x[:, None] << x", "np.invert(x)", "np.pow(x, 3)",
                         "np.power(x, 2)", "np.bitwise_invert(x)"])


def transcendental(r):
    wide = "np.linspace(-9, 9, 73)"
    unit = "np.linspace(-1, 1, 41)"
    special = "np.array([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 1e-300, 1e300, 4.9e-324])"
    above = "np.linspace(1, 9, 65)"
    for name, argument in (("arcsinh", wide), ("arccosh", above), ("arctanh", unit)):
        for x in (argument, special, argument + " * 1e-9", f"1 + {argument} ** 2 * 1e-9"):
            r.function(name, [x])
            r.function(name, [x], "float32")
    r.values("x = np.linspace(-1, 1, 33)", [f"np.{n}(x)" for n in NOT_EXACT], ulps=4)
    r.values("x = np.linspace(-1, 1, 33).astype(np.float32)", [f"np.{n}(x)" for n in NOT_EXACT],
             ulps=4)
    r.values("x = np.arange(1, 6)", [f"np.{n}(x)" for n in NOT_EXACT], ulps=4)
    pair = "x = np.linspace(-40, 40, 17)\ny = np.linspace(-3, 3, 7)[:, None]"
    r.values(pair, ["np.logaddexp(x, y)", "np.logaddexp2(x, y)", "np.logaddexp(x, 1)",
                    "np.atan2(x, y)", "np.hypot(x, y)", "np.float_power(y, 3)", "np.pow(y, 3.0)"],
             relative=1e-15)
    r.values("x = np.array([np.inf, -np.inf, np.nan, 1000.0, -1000.0])",
             ["np.logaddexp(x, x[:, None])", "np.logaddexp2(x, x[:, None])"], ulps=4)
    r.values("x = np.linspace(-4, 4, 9).astype(np.float32)",
             ["np.logaddexp(x, x[:, None])", "np.exp2(x)"], relative=3e-7)


def composed(r):
    r.values("x = np.array([np.nan, np.inf, -np.inf, 2.5])",
             ["np.nan_to_num(x, nan=7)", "np.nan_to_num(x, posinf=1, neginf=-1)",
              "np.nan_to_num(x, nan=1.5, posinf=2.0)", "np.nan_to_num(x.astype(np.float32))",
              "np.angle(x)", "np.angle(-x)", "np.iscomplexobj(x)", "np.isrealobj(x)"])
    r.values("a = np.arange(6)", ["1 << 4", "-17 >> 2", "a << 1 | 1", "a + 1 << 2", "a & 3 >> 1",
                                  "1 << 2 << 3"])
    r.value("a = np.arange(6)\na <<= 2\na >>= 1\na")
    r.values("a = np.arange(5)", ["np.logical_and(a, 0.5)", "np.logical_or(a, 0.0)",
                                  "np.logical_xor(a > 2, True)", "np.logical_and([1, 0], [2, 3])"])


def errors(r):
    for script, message in (
        ("np.gcd(np.array([1.5]), np.array([2.5]))",
         "ufunc 'gcd' did not contain a loop with signature matching types"),
        ("np.left_shift(np.array([1.5]), 2)", "ufunc 'left_shift' not supported for the input types"),
        ("np.array([1.5]) >> 2", "ufunc 'right_shift' not supported for the input types"),
        ("np.sign(np.array([True]))", "ufunc 'sign' did not contain a loop with signature"),
        ("1 << -1", "negative shift count"),
        ("1.5 << 2", "unsupported operand type(s) for <<: 'float' and 'int'"),
        ("np.copysign(np.ones(2), np.ones(3))",
         "operands could not be broadcast together with shapes (2,) (3,)"),
        ("np.clip(np.ones(2), np.ones(3), None)",
         "operands could not be broadcast together with shapes (2,) (3,)"),
    ):
        r.error(script, message)
