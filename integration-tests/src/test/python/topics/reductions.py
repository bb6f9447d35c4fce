"""Reductions over every axis, of empty arrays, with NaN and ties."""

A = "a = (np.arange(2)[:, None, None] * 37 + np.arange(3)[:, None] * 11 + np.arange(4) * 5) % 13"
NAMES = ("sum", "mean", "min", "max", "any", "all")
POSITIONS = ("argmin", "argmax")


def record(r):
    axes(r)
    dtypes(r)
    specials(r)
    positions(r)
    empties(r)
    rounding(r)
    combined(r)


def axes(r):
    for name in NAMES:
        for axis in ("None", "0", "1", "-1", "(0, 1)", "(0, 2)", "(-1, 1)", "(0, 1, 2)"):
            r.value(f"{A} - 6\na.{name}(axis={axis})")
        r.value(f"{A} - 6\nnp.{name}(a, axis=1, keepdims=True)")
        r.value(f"{A} - 6\nnp.{name}(a, axis=(0, 2), keepdims=True)")
        r.value(f"{A} - 6\nnp.{name}(a, keepdims=True)")
        r.value(f"{A} - 6\na.{name}(0, keepdims=True)")
        r.value(f"np.array(4).{name}()")
        r.value(f"np.array([[[7]]]).{name}(axis=1)")
        r.value(f"np.ones((3, 1, 2)).{name}(axis=1)")
    r.value(f"{A}\na.sum(axis=())")
    for name in POSITIONS:
        for axis in ("None", "0", "1", "2", "-1", "-3"):
            r.value(f"{A}\na.{name}(axis={axis})")
        r.value(f"{A}\nnp.{name}(a, axis=1, keepdims=True)")
        r.value(f"{A}\nnp.{name}(a, keepdims=True)")
        r.value(f"np.array(4).{name}()")
        r.value(f"np.ones((3, 1, 2)).{name}(axis=1)")


def dtypes(r):
    for dtype in ("bool", "np.int32", "np.int64", "np.float32", "np.float64"):
        for name in NAMES + POSITIONS:
            r.value(f"x = np.array([[3, 0, 2], [1, 5, 4]]).astype({dtype})\nx.{name}()")
            r.value(f"x = np.array([[3, 0, 2], [1, 5, 4]]).astype({dtype})\nx.{name}(axis=0)")
    r.value("np.array([2147483647, 1], dtype=np.int32).sum()")
    r.value("np.array([9223372036854775807, 1]).sum()")
    r.value("np.array([9223372036854775807, 9223372036854775807]).mean()")
    r.value("np.array([2147483647, 2147483647], dtype=np.int32).mean()")
    r.value("(np.arange(10) > 3).sum()")
    r.value("(np.arange(10) > 3).mean()")
    r.value("np.array([0.0, -0.0, np.nan]).any()")
    r.value("np.array([0.0, -0.0]).any()")
    r.value("np.array([1.0, np.nan]).all()")


def specials(r):
    for values in ("[1.0, np.nan, 3.0]", "[np.inf, 1.0, -np.inf]", "[np.inf, 1.0]",
                   "[-np.inf, -np.inf]", "[np.nan, np.nan]", "[np.inf, np.nan]"):
        for name in ("sum", "mean", "min", "max"):
            r.value(f"np.array({values}).{name}()")
            r.value(f"np.array({values}, dtype=np.float32).{name}()")
    rows = "x = np.array([[1.0, np.nan], [np.nan, 2.0], [3.0, 4.0]])\n"
    for name in ("sum", "mean", "min", "max", "argmin", "argmax"):
        r.value(rows + f"x.{name}(axis=0)")
        r.value(rows + f"x.{name}(axis=1)")
    r.value("np.array([-1.0, -2.0]).max()")
    r.value("np.array([-9223372036854775808, 5]).min()")
    r.value("np.array([-5, -7], dtype=np.int32).max(axis=0)")
    r.value("(np.zeros(3) * -1.0).sum()")


def positions(r):
    r.value("np.array([3, 1, 2, 1]).argmin()")
    r.value("np.array([3, 1, 3, 1]).argmax()")
    r.value("np.zeros(5).argmin()")
    r.value("np.array([0.0, -0.0, 0.0]).argmin()")
    r.value("np.array([-0.0, 0.0]).argmax()")
    r.value("np.array([3.0, np.nan, 1.0, np.nan]).argmin()")
    r.value("np.array([3.0, np.nan, 1.0, np.nan]).argmax()")
    r.value("np.array([np.inf, np.inf]).argmin()")
    r.value("np.array([-np.inf, -np.inf]).argmax()")
    r.value("np.array([True, False, False]).argmin()")
    r.value("np.array([[2, 1, 1], [0, 0, 5], [7, 7, 7]]).argmin(axis=1)")
    r.value("np.array([[2, 1, 1], [0, 0, 5], [7, 7, 7]]).argmax(axis=0)")
    r.value("x = np.arange(1000) % 7\nx.argmax()")
    r.value("x = np.arange(1000) % 7\nx[::-1].argmax()")
    r.value("x = (np.arange(40)[:, None] * 7 + np.arange(30) * 11) % 5\nx.argmin(axis=0)")
    r.value("x = (np.arange(40)[:, None] * 7 + np.arange(30) * 11) % 5\nx.T.argmax(axis=0)")
    r.value("x = (np.arange(40)[:, None] * 7 + np.arange(30) * 11) % 5\nx.argmin()")
    r.value("x = np.where(np.arange(200) == 150, np.nan, np.arange(200.0))\nx.argmin()")
    r.value("x = np.array([5, 3, 3], dtype=np.int32)\nx[x.argmin()]")


def empties(r):
    for name in ("sum", "mean", "any", "all"):
        r.value(f"np.array([]).{name}()")
        r.value(f"np.zeros((0, 3)).{name}(axis=0)")
        r.value(f"np.zeros((0, 3)).{name}(axis=1)")
        r.value(f"np.zeros((2, 0)).{name}(axis=(0, 1))")
        r.value(f"np.zeros((2, 0, 3)).{name}(axis=1, keepdims=True)")
    for name in ("min", "max", "argmin", "argmax"):
        r.value(f"np.zeros((0, 3)).{name}(axis=1)")
    r.value("np.array([], dtype=np.int64).sum()")
    r.value("np.array([], dtype=np.float32).sum()")
    r.value("np.arange(5)[5:].sum()")


def rounding(r):
    """In another order of additions; each bound is a few times NumPy's own error."""
    x = "x = np.random.default_rng(11).random((100, 70))\n"
    for axis in ("None", "0", "1"):
        r.value(x + f"x.sum(axis={axis})", relative=2e-15)
        r.value(x + f"x.mean(axis={axis})", relative=2e-15)
        r.value(x + f"x.astype(np.float32).sum(axis={axis})", relative=1e-6)
        r.value(x + f"x.astype(np.float32).mean(axis={axis})", relative=1e-6)
    r.value("np.random.default_rng(2).random(100000).sum()", relative=2e-15)
    r.value("np.random.default_rng(2).random(100000).mean()", relative=2e-15)
    r.value("np.full(100000, 0.1).sum()", relative=2e-15)
    r.value("np.full(100000, 0.1, dtype=np.float32).sum()", relative=1e-6)
    r.value("np.full(100000, 16777217).sum()")
    r.value("(1 / np.arange(1, 20001)).sum()", relative=2e-15)
    r.value("(np.arange(30000) % 2 * 2.0 - 1).sum()")
    r.value("(np.arange(30000) * 0.5).sum()")
    r.value("np.arange(200000).sum()")
    r.value("(np.arange(200)[:, None] * np.arange(300)).sum(axis=0)")
    r.value("(np.arange(200)[:, None] * np.arange(300)).max()")
    r.value("c = np.random.default_rng(4).random((1, 50000))\nc.sum(axis=1)", relative=2e-15)
    r.value("c = np.random.default_rng(4).random((1, 5000))\nc.sum(axis=0)")


def combined(r):
    r.value(f"{A}\na.max() - a.min()")
    r.value(f"{A}\na.sum(axis=0).max(axis=1)")
    r.value(f"{A}\n(a.max(axis=2) - a.min(axis=2)).sum()")
    r.value(f"{A}\n(a * (a > 5)).sum(axis=(0, 1))")
    r.value(f"{A}\na.sum(axis=0, keepdims=True) - a")
    r.value(f"{A}\n(a == a.max(axis=1, keepdims=True)).sum(axis=1)")
    r.value(f"{A}\nnp.minimum(a, a[::-1]).sum(axis=1)")
    r.value(f"{A}\n((a[:, :, None, :] - a[:, None]) ** 2).sum(axis=-1)")
    r.value(f"{A}\n((a[:, :, None, :] - a[:, None]) ** 2).sum(axis=-1).max(axis=(1, 2))")
    r.value(f"{A}\n(a > 3).any(axis=0).all(axis=0)")
    r.value(f"{A}\nnp.abs(a - a.sum() // 24).argmin(axis=0)")
