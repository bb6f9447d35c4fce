"""Integers of all sizes, signed and not: arithmetic that wraps, promotion, reductions, printing."""

SMALL = ("int8", "int16", "uint8", "uint16", "uint32", "uint64")
ALL = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64")
# All bits, most, few: what wraps, divides by zero, is the least and the greatest.
SEEDS_A = "[0, 1, -1, 100, 127, 128, -128, 200, 255, 32767, 65535, -7, 2147483648, 4294967295, 13, 9223372036854775807]"
SEEDS_B = "[3, 0, -1, 7, 2, 127, 5, 100, 255, 1, 65535, 2, 4294967295, 9, -9223372036854775807, 6]"


def setup(dtype):
    return f"a = np.array({SEEDS_A}).astype(np.{dtype})\nb = np.array({SEEDS_B}).astype(np.{dtype})\nm = a > b\nt = a.reshape(4, 4)"


def record(r):
    for dtype in SMALL:
        arithmetic(r, dtype)
        reductions(r, dtype)
        moved(r, dtype)
    mixtures(r)
    conversions(r)
    knowledge(r)
    printing(r)
    errors(r)


def arithmetic(r, dtype):
    binary = ["a + b", "a - b", "a * b", "a // b", "a % b", "np.fmod(a, b)", "a & b", "a | b", "a ^ b",
              "a == b", "a != b", "a < b", "a <= b", "a > b", "a >= b", "np.minimum(a, b)", "np.maximum(a, b)",
              "np.fmin(a, b)", "np.fmax(a, b)", "np.where(m, a, b)", "a << (b & 7)", "a >> (b & 7)", "a << 200 % b.itemsize",
              "a / b", "a >> np.array(70).astype(b.dtype)", "a << np.array(70).astype(b.dtype)", "a ** (b & 3)", "a ** 2",
              "np.logical_and(a, b)", "(a * b + a) // 3 - b"]
    if dtype != "uint64":
        binary += ["np.gcd(a >> 1, b >> 1)", "np.lcm(a & 7, b & 7)"]
    unary = ["-a", "+a", "~a", "np.abs(a)", "np.sign(a)", "np.square(a)", "np.floor(a)", "np.trunc(a)",
             "np.reciprocal(a | 1)", "np.clip(a, 2, 100)", "np.isnan(a)", "np.isfinite(a)", "np.logical_not(a)",
             "np.round(a)"]
    weak = ["a + 1", "1 - a", "a * True", "a + 0.5", "a * 2.0", "a // 3", "100 % (a | 1)", "a == -1", "a < -3", "a > 300",
            "a >= 127", "70000 > a", "a & 15", "a | 1", "a ^ 1", "np.maximum(a, 5)", "np.where(m, a, 0)", "np.where(m, 1.5, a)"]
    r.values(setup(dtype), binary + unary + weak)
    if dtype not in ("int8", "uint8"):
        # NumPy computes these of 8 bits in float16, which there is not here.
        r.values(setup(dtype), [f"np.{name}(a % 9)" for name in ("sqrt", "exp", "log1p", "sin", "cbrt")]
                 + ["np.hypot(a % 9, b % 9)", "np.arctan2(a % 9, b % 9)"], ulps=2)


def reductions(r, dtype):
    r.values(setup(dtype), [f"{of}.{name}({axis})" for of in ("a", "t") for name in (
        "sum", "prod", "min", "max", "argmin", "argmax", "any", "all", "cumsum", "cumprod") for axis in
        (("", "axis=0", "axis=1") if of == "t" and name[:3] != "cum" else ("axis=0",))]
        + ["a.sum(dtype=np.int8)", "a.sum(dtype=np.uint64)", "np.cumsum(a, dtype=np.uint8)", "np.count_nonzero(a)", "np.ptp(a)",
           "t.min(axis=1, keepdims=True)", "np.max(a, initial=50)", "np.sum(a, where=m)", "a[m].sum()", "np.median(a % 50)",
           "np.diff(a)", "(a % 50).mean()", "np.sum(a, initial=3)"])
    r.values(setup(dtype), ["(a % 50).std()", "(a % 50).var()"], relative=1e-14)
    r.values(setup(dtype), [f"nd.topk(a, 3)[{i}]" for i in (0, 1)] + [f"nd.topk(a, 3, largest=False)[{i}]" for i in (0, 1)])
    r.values(setup(dtype), ["a @ b", "t @ t", "np.dot(a, b)", "np.inner(t, t)", "np.outer(a[:3], b[:3])", "np.einsum('ij,ij->i', t, t)",
                            "np.trace(t)", "np.kron(a[:2], b[:2])"])


def moved(r, dtype):
    r.values(setup(dtype), ["np.sort(a)", "np.argsort(a, kind='stable')", "np.unique(a)", "np.unique(a, return_counts=True)[1]",
                            "a[[3, 0, -1]]", "a[m]", "t[:, 1]", "t.T", "a[::-2]", "np.concatenate([a, b])", "np.repeat(a[:3], 2)",
                            "np.roll(a, 3)", "np.take(t, [2, 0], axis=1)", "np.nonzero(a)[0]", "np.isin(a, b)", "t.reshape(2, 8)",
                            "np.searchsorted(np.sort(a), b)", "np.tile(a[:2], 2)", "np.flip(t, 0)", "np.pad(a[:3], 1)",
                            "np.where(m)[0]", "np.bincount((a % 5).astype(np.int64))", "np.stack([a, b])", "np.union1d(a, b)"])
    r.values(setup(dtype) + "\nt = np.array(t)\na[2:5] = 7\na[m] += b[m]\nt[1] = 3", ["a", "t", "a[2]"])
    r.values("n = 3", [f"np.{f}" for f in (f"zeros(3, dtype=np.{dtype})", f"ones((2, 2), dtype='{dtype}')", f"full(3, 7, dtype=np.{dtype})",
                                      f"arange(5, dtype=np.{dtype})", f"arange(3, 9, 2, dtype=np.{dtype})", f"eye(2, dtype=np.{dtype})",
                                      f"zeros_like(np.ones(2, dtype=np.{dtype}))", f"array([], dtype=np.{dtype})", f"{dtype}(5) + np.{dtype}(6)",
                                      f"tri(3, dtype=np.{dtype})", f"linspace(0, 9, 4, dtype=np.{dtype})", f"empty((0, 3), dtype=np.{dtype}).sum(axis=0)")])


def mixtures(r):
    names = "\n".join(f"v{i} = np.array([0, 1, 2, 100, -1, 200, -128]).astype(np.{d})" for i, d in enumerate(ALL))
    signs = "\n".join(f"w{i} = np.array([1, 0, -1, 3, 127, -128, 7]).astype(np.{d})" for i, d in enumerate(ALL))
    pairs = [(i, j) for i in range(len(ALL)) for j in range(len(ALL)) if ALL[i] in SMALL or ALL[j] in SMALL]
    r.values(f"{names}\n{signs}", [f"v{i} + w{j}" for i, j in pairs] + [f"v{i} * w{j}" for i, j in pairs]
             + [f"v{i} {op} w{j}" for i, j in pairs for op in ("<", "==", ">=")] + [f"np.maximum(v{i}, w{j})" for i, j in pairs])
    wide = "u = np.array([0, 1, -1, 9223372036854775807, -9223372036854775807]).astype(np.uint64)\ns = np.array([-1, 1, -1, 9223372036854775807, 5])"
    r.values(wide, [f"{x} {op} {y}" for x, y in (("u", "s"), ("s", "u")) for op in ("<", "<=", ">", ">=", "==", "!=")])


def conversions(r):
    floats = "f = np.array([0.0, 1.9, 100.5, 3.0, 120.0, 0.99])\ng = f.astype(np.float32)\nn = np.array([-1.5, -100.0, -0.5, 127.0])"
    r.values(floats, [f"{x}.astype(np.{d})" for x in ("f", "g") for d in SMALL] + [f"n.astype(np.{d})" for d in ("int8", "int16")]
             + ["np.array([1e19, 2.0**63, 1.8e19]).astype(np.uint64)"])
    for d in SMALL:
        r.values(setup(d), [f"a.astype(np.{e})" for e in ALL])


def knowledge(r):
    r.values("n = 3", [f"np.can_cast(np.{a}, np.{b})" for a in SMALL for b in ALL] + [f"np.can_cast(np.{a}, np.{b}, 'same_kind')" for a in ALL for b in SMALL]
             + [f"np.iinfo(np.{d}).{x}" for d in SMALL if d != "uint64" for x in ("min", "max", "bits")] + ["np.iinfo(np.uint64).bits", "np.iinfo(np.uint64).min"]
             + [f"np.isdtype(np.{d}, '{k}')" for d in SMALL for k in ("integral", "signed integer", "unsigned integer", "numeric")])


def printing(r):
    for d in SMALL:
        r.prints(f"a = np.array({SEEDS_A}).astype(np.{d})\nprint(a)\nprint(a[3], a.dtype, a[:2].sum())\nprint([a[1]])\nprint(np.result_type(a, np.int8), np.result_type(a, 1), np.result_type(a, np.float32))\nprint(np.arange(2000).astype(np.{d}))\nprint(a.nbytes, a.itemsize)")
    r.prints("print(np.iinfo(np.uint64).max)")


def errors(r):
    out = "Python integer {} out of bounds for {}"
    r.error("np.array([300], dtype=np.uint8)", out.format(300, "uint8"))
    r.error("np.array([1, 2], dtype=np.uint8) + 300", out.format(300, "uint8"))
    r.error("np.array([1, 2], dtype=np.uint8) - (-1)", out.format(-1, "uint8"))
    r.error("np.array([1, 2], dtype=np.int8) * 128", out.format(128, "int8"))
    r.error("np.array([1, 2], dtype=np.uint64) + (-1)", out.format(-1, "uint64"))
    r.error("np.uint16(70000)", out.format(70000, "uint16"))
    r.error("np.full(2, -1, dtype=np.uint32)", out.format(-1, "uint32"))
    r.error("np.array([2], dtype=np.int16) ** -1", "Integers to negative integer powers are not allowed.")
