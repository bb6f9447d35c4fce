"""Sorting, searching, quantiles and sets."""

SETUP = """a = np.arange(24).reshape(2, 3, 4) * 7 % 11
b = (np.arange(12.0) * 37 % 11).reshape(3, 4)
c = np.arange(40) * 13 % 17 - 5
f = np.array([3.5, -0.5, np.inf, 2.0, np.nan, -np.inf, 2.0, 7.25, -3.0, np.nan, 2.0], dtype=np.float32)
i = np.array([5, 3, 5, -2, 0, 3, 9], dtype=np.int32)
w = np.array([True, False, True, True, False])
n = np.array([[1.0, np.nan, 0.5], [2.0, 1.0, 4.0]])
z = np.zeros((0, 3))"""


def record(r):
    orders(r)
    searches(r)
    quantiles(r)
    sets(r)
    closeness(r)
    errors(r)


def orders(r):
    axes = {"a": ("", "axis=0", "axis=1", "axis=None"), "b": ("", "axis=0", "axis=None"),
            "n": ("", "axis=0"), "z": ("", "axis=0", "axis=1")}
    r.values(SETUP, [f"np.{g}({', '.join(p for p in (x, axis, more) if p)})"
                     for x in ("a", "b", "c", "f", "i", "w", "n", "z", "c[::-1]", "b.T")
                     for axis in axes.get(x, ("",))
                     for g, more in (("sort", ""), ("argsort", "kind='stable'"))])
    r.values(SETUP, ["np.sort(c)[::-1]", "c.argsort(kind='stable')", "np.partition(c, 5)[5]",
                     "np.sort(np.partition(c, 7)[:7])", "c[np.argpartition(c, 3)[3]]", "np.partition(b, 2, axis=0)[2]",
                     "np.sort(np.array([]))", "np.sort(b * 2)[0]", "np.sort(c)[:5].sum()",
                     "np.sort(np.random.default_rng(5).random(300))",
                     "np.argsort(np.random.default_rng(6).random(200), kind='stable')",
                     "np.sort(np.arange(500)[::-1] % 7)", "np.argsort(np.arange(300) % 5, kind='stable')",
                     "np.sort(np.zeros(100))", "np.sort(np.full(3, 2.5))"])


def searches(r):
    r.values(SETUP, [
        "np.searchsorted([1, 3, 5, 7], c)", "np.searchsorted([1, 3, 5, 7], c, side='right')",
        "np.searchsorted(np.sort(c), [0, 3, 100, -100])", "np.searchsorted(np.sort(c), b, 'right')",
        "np.searchsorted([1.0, 2.0, np.nan], f)", "np.searchsorted([1.0, np.nan, np.nan], f, side='right')",
        "np.sort(c).searchsorted(3)", "np.searchsorted(c, 4, sorter=np.argsort(c, kind='stable'))",
        "np.searchsorted(np.arange(2000) // 3, c * 40)",
        "np.searchsorted(np.arange(2000) // 3, [[5, 6], [700, -1]], side='right')",
        "np.searchsorted(np.arange(70), [])", "np.searchsorted(np.arange(70), 12.5)",
        "np.searchsorted([], c)", "np.digitize(b, [2, 4, 8])", "np.digitize(b, [2, 4, 8], right=True)",
        "np.digitize(c, [9, 5, 1])", "np.digitize(c, [9, 5, 1], right=True)", "np.digitize(2.5, [1, 2, 3])",
        "np.bincount(np.abs(c))", "np.bincount(i[:3])", "np.bincount(np.array([1, 1, 0]), minlength=6)",
        "np.bincount(np.array([], dtype=int))", "np.bincount(np.array([], dtype=int), minlength=3)",
        "np.histogram(c, bins=5)[0]", "np.histogram(c, bins=[-5, 0, 3, 12])[0]"])


    many = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
            "complex64", "complex128")
    for dtype in many:
        r.values(f"s = np.sort((np.arange(150) * 13 % 101).astype('{dtype}'))\n"
                 f"v = (np.arange(60) * 7 % 131).reshape(4, 15).astype('{dtype}')",
                 ["np.searchsorted(s, v)", "np.searchsorted(s, v, side='right')", "np.searchsorted(s, v[:, ::-2].T)",
                  "np.searchsorted(s, v[2, 3], 'right')", "np.searchsorted(s, np.broadcast_to(v[0], (3, 15)))"])
    r.values("u = np.arange(100, dtype='uint64') * 2**57\n"
             "e = np.sort(np.concatenate([np.arange(80) * 0.5, [np.nan, np.nan, -np.inf, np.inf, -0.0, 0.0]]))\n"
             "p = np.arange(90) * 31 % 90\n"
             "o = np.array([np.iinfo('int64').max, np.iinfo('int64').min, 0])",
             ["np.searchsorted(u, u + 1)", "np.searchsorted(u, u[::7], side='right')",
              "np.searchsorted(e, e)", "np.searchsorted(e, e, side='right')", "np.searchsorted(e, -e)",
              "np.searchsorted(e, [0.0, -0.0, np.nan])", "np.searchsorted(e, np.arange(30))",
              "np.searchsorted(e.astype('float32'), e, 'right')", "np.searchsorted(np.arange(100), e, 'right')",
              "np.searchsorted(p, p * 2, sorter=np.argsort(p))", "np.searchsorted(np.arange(100), o, 'right')",
              "np.searchsorted(np.sort(np.concatenate([o, p])), o, 'right')",
              "np.searchsorted(np.sort(np.concatenate([o, p])), o)",
              "np.digitize(p, np.arange(0, 90, 1.25))", "np.digitize(p, np.arange(90, 0, -1.25), right=True)",
              "np.interp(e[:-2], np.arange(80) * 1.5, np.arange(80) ** 2)"])


def quantiles(r):
    arrays = ("a", "b", "c", "f[:4]", "i", "n", "f", "w")
    r.values(SETUP, [f"np.median({x})" for x in arrays[:-1]] + [
        "np.median(a, axis=1)", "np.median(b, axis=0)", "np.median(b, axis=-1, keepdims=True)",
        "np.median(a, axis=(0, 2))", "np.median(n, axis=0)", "np.median(n, axis=1)", "np.median(c[:0])",
        "np.median(b, keepdims=True)", "np.median(np.random.default_rng(3).random(501))"])
    r.values(SETUP, [f"np.quantile({x}, {q})" for x in arrays[:6] for q in ("0.5", "0.3", "[0, 0.25, 1]")] + [
        "np.percentile(b, 30)", "np.percentile(b, [10, 50, 90], axis=1)", "np.quantile(b, 0.75, axis=0)",
        "np.percentile(a, 40, axis=(0, 1), keepdims=True)", "np.quantile(b, [[0.1, 0.2], [0.3, 0.4]])",
        "np.quantile(n, 0.5, axis=1)"] + [
        f"np.quantile(c, {q}, method='{m}')" for m in ("lower", "higher", "midpoint", "nearest", "linear")
        for q in (0.3, 0.77)], relative=1e-6)


def sets(r):
    r.values(SETUP, [f"np.unique({x})" for x in ("a", "b", "c", "f", "i", "w", "z", "n", "np.array(5)", "c * 0")] + [
        "np.unique(c, return_index=True)[1]", "np.unique(c, return_inverse=True)[1]",
        "np.unique(c, return_counts=True)[1]", "np.unique(a, return_inverse=True)[1]",
        "np.unique(f, True, True, True)[3]", "np.unique(f, True, True, True)[2]", "np.unique(i, True)[1]",
        "np.sort(np.unique_values(c))", "np.unique_counts(b).counts", "np.unique_inverse(b).inverse_indices",
        "np.unique_all(c).indices", "np.unique(np.arange(400) % 13, return_counts=True)[1]",
        "np.isin(c, [1, 2, 7])", "np.isin(b, c)", "np.isin(c, [], invert=True)", "np.isin(a, [3], invert=True)",
        "np.isin(np.arange(300) * 5, np.arange(200) * 3)", "np.isin(2, [1, 2])", "np.isin(f, [2, np.nan])",
        "np.union1d(c, i)", "np.union1d(b, [0.5])", "np.intersect1d(c, i)", "np.intersect1d(b, c)",
        "np.setdiff1d(c, i)", "np.setdiff1d(i, c)", "np.setxor1d(c, i)", "np.setdiff1d(c, c)",
        "np.intersect1d(c, [100])", "len(np.unique(c))"])


def closeness(r):
    r.values(SETUP, [
        "np.isclose(b, b + 1e-9)", "np.isclose(b, b + 1e-4)", "np.isclose(f, f)", "np.isclose(f, f, equal_nan=True)",
        "np.isclose([1e10, 1e-7], [1.00001e10, 1e-8])", "np.isclose(1, 1.1, rtol=0.2)", "np.allclose(b, b)",
        "np.allclose(b, b + 1)", "np.array_equal(c, c)", "np.array_equal(c, c[1:])", "np.array_equal(f, f)",
        "np.array_equal(f, f, equal_nan=True)"])


def errors(r):
    for script, message in (
        ("np.sort(np.ones(3), axis=1)", "axis 1 is out of bounds for array of dimension 1"),
        ("np.argsort(np.ones((2, 3)), axis=-3)", "axis -3 is out of bounds for array of dimension 2"),
        ("np.partition(np.ones(3), 5)", "kth(=5) out of bounds (3)"),
        ("np.quantile(np.ones(3), 1.5)", "Quantiles must be in the range [0, 1]"),
        ("np.percentile(np.ones(3), -1)", "Percentiles must be in the range [0, 100]"),
        ("np.searchsorted([1, 2], 1, side='up')", "side must be 'left' or 'right' (got 'up')"),
        ("np.digitize([1], [1, 3, 2])", "bins must be monotonically increasing or decreasing"),
        ("np.bincount(np.array([-1]))", "'list' argument must have no negative elements"),
        ("np.bincount(np.array([1]), minlength=-1)", "'minlength' must not be negative"),
        ("np.bincount(np.array([1.5]))",
         "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'"),
        ("np.median(np.ones((2, 3)), axis=2)", "axis 2 is out of bounds for array of dimension 2"),
    ):
        r.error(script, message)
