"""Inserting, deleting, blocks, several keys, quantiles of numbers beside NaN, pairs of bins, random draws."""


def record(r):
    setup = "x = np.arange(12).reshape(3, 4)\nv = np.array([3.0, 1.0, 2.0, 5.0, 4.0])"
    r.values(setup, [f"np.delete({x})" for x in (
        "v, 1", "v, -1", "v, [0, 2]", "v, [0, 0, -1]", "x, 1, axis=0", "x, [1, 3], axis=1", "x, [0, 5, 11]", "v, []",
        "x, np.array([True, False, True]), axis=0", "v, v > 2", "x, 0, 1")])
    r.values(setup, [f"np.insert({x})" for x in (
        "v, 1, 9", "v, 5, 9", "v, -1, 9", "v, 2, [7, 8]", "v, [1, 3], [7, 8]", "v, [3, 1], [7, 8]", "v, [2, 2], [6, 7]",
        "v, [1, 3], 0", "x, 1, 100, axis=0", "x, 1, [1, 2, 3], axis=1", "x, 2, [[1], [2], [3]], axis=1",
        "x, [1], [[1], [2], [3]], axis=1", "x, [0, 2], [[1], [2]], axis=0", "x, 3, 50", "v, 1, 2.9", "np.arange(3), 1, 2.9")])
    r.values(setup, ["np.block([[x, x], [x[:1], x[:1]]])", "np.block([v, 1, v])", "np.block([[1, 2], [3, 4]])", "np.block(x)",
                     "np.block([[np.eye(2), np.zeros((2, 1))], [np.ones((1, 2)), 5]])"])
    r.values("a = np.array([1, 5, 1, 4, 3, 4, 4])\nb = np.array([9.0, 4, 0, 4, 0, 2, 1])",
             ["np.lexsort((b, a))", "np.lexsort((a, b))", "np.lexsort([a, b, -a])", "np.lexsort(np.array([a, b]))",
              "np.lexsort((a.reshape(7, 1), b.reshape(7, 1)), axis=0)"])
    nan = "x = np.array([[3, np.nan, 1, 2], [np.nan, np.nan, np.nan, np.nan], [4, 1, np.nan, np.nan], [1, 2, 3, 4.5]])"
    r.values(nan, ["np.nanmedian(x)", "np.nanmedian(x, axis=0)", "np.nanmedian(x, axis=1)", "np.nanmedian(x, 1, keepdims=True)",
                   "np.nanmedian(x.astype(np.float32), 0)", "np.nanmedian(np.arange(5))", "np.nanmedian(x[:, 1:], axis=(0, 1))"])
    r.values(nan, ["np.nanquantile(x, 0.3)", "np.nanquantile(x, 0.7, axis=1)", "np.nanpercentile(x, [25, 50, 80], axis=0)",
                   "np.nanquantile(x, 0.5, axis=1, method='lower')", "np.nanquantile(x, 0.4, axis=1, method='higher')",
                   "np.nanquantile(x, 1, axis=0)", "np.nanquantile(x, 0.25, axis=1, method='nearest')"], ulps=1)
    points = "x = np.arange(40) * 7 % 11 / 3\ny = np.arange(40) * 5 % 13 / 2"
    r.values(points, [f"np.histogram2d(x, y{rest})[{i}]" for rest in (
        "", ", bins=4", ", bins=[3, 5]", ", bins=4, range=[[0, 2], [1, 5]]", ", bins=[np.array([0.0, 1, 3]), 4]",
        ", bins=[[0.0, 1, 3], [0, 2, 6]]") for i in range(3)])
    r.values("g = np.random.default_rng(7)\nu = g.uniform(2, 5, (3, 4))\nw = g.uniform(size=5)\nc = g.uniform(np.arange(3.0), 4.0)",
             ["u", "w", "c", "g.random(3)"])
    r.values("g = np.random.default_rng(3)\nc = g.choice(4, 10, p=[0.1, 0.2, 0.3, 0.4])\nd = g.choice([5, 6], (2, 3), p=[0.5, 0.5])",
             ["c", "d"])
    drawn = ("g = np.random.default_rng(11)\nn = g.normal(3, 2, 20000)\ns = g.standard_normal((100, 100))\ne = g.exponential(2.5, 20000)\n"
             "i = g.integers(-3, 4, 20000)\np = g.permutation(50)\nq = g.permutation(np.arange(20).reshape(10, 2))\n"
             "c = g.choice(30, 10, replace=False)\nk = g.integers(5, size=(2, 3), dtype=np.int8)")
    r.values(drawn, ["abs(n.mean() - 3) < 0.1", "abs(n.std() - 2) < 0.1", "abs(s.mean()) < 0.05", "s.shape == (100, 100)",
                     "abs(e.mean() - 2.5) < 0.15", "e.min() >= 0", "i.min()", "i.max()", "i.dtype == np.int64", "np.sort(p)",
                     "np.sort(q[:, 0])", "(q[:, 1] - q[:, 0] == 1).all()", "np.unique(c).size", "(k < 5).all()", "k.dtype == np.int8",
                     "abs((n < 3).mean() - 0.5) < 0.02", "abs((i == 0).mean() - 1 / 7) < 0.02"])
    r.error("np.delete(np.arange(3), 3)", "index 3 is out of bounds for axis 0 with size 3")
    r.error("np.insert(np.arange(3), 4, 1)", "index 4 is out of bounds for axis 0 with size 3")
    r.error("np.block([[1, 2], 3])", "List depths are mismatched")
    r.error("np.random.default_rng(1).integers(3, 3)", "low >= high")
    r.error("np.random.default_rng(1).normal(0, -1)", "scale < 0")
    r.error("np.random.default_rng(1).choice(3, 4, replace=False)", "Cannot take a larger sample than population when replace is False")
    r.error("np.random.default_rng(1).choice(3, p=[0.5, 0.2, 0.2])", "robabilities do not sum to 1")
    r.error("np.random.default_rng(1).choice(3, p=[0.5, 0.5])", "a and p must have same size")
    r.error("np.random.default_rng(1).integers(300, dtype=np.int8)", "high is out of bounds for int8")
    r.error("np.histogram2d([1, 2], [1])", "x and y must have the same length.")
