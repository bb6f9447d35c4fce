"""The k best elements, histograms, products, counts, logsumexp."""

X = "x = np.random.default_rng(5).random((37, 90))"
TIES = "x = (np.arange(20)[:, None] * 30 + np.arange(30)) * 7 % 11"
SPECIAL = "x = np.array([[3.0, np.nan, -np.inf, 0.0, -0.0, np.inf, 3.0, np.nan, 1.0]])"
PAIRS = (
    "p = np.random.default_rng(6).random((60, 3))\n"
    "d = np.sqrt(((p[:, None, :] - p) ** 2).sum(axis=-1))"
)


def record(r):
    best(r)
    histograms(r)
    products(r)
    counts(r)
    logarithms_of_sums(r)


def best(r):
    for setup in (X, TIES, SPECIAL):
        for k in (1, 4):
            for largest in (True, False):
                call = f"{setup}\nv, i = nd.topk(x, {k}, axis=1, largest={largest})\n"
                r.value(call + "v")
                r.value(call + "i")
    r.value(f"{X}\nv, i = nd.topk(x, 5, axis=0)\nv")
    r.value(f"{X}\nv, i = nd.topk(x, 5, axis=0)\ni")
    r.value(f"{X}\nv, i = nd.topk(x, 90)\nv")
    r.value(f"{X}\nv, i = nd.topk(x.astype(np.float32), 3, largest=False)\nv")
    r.value(f"{TIES}\nv, i = nd.topk(x % 2 == 0, 3)\ni")
    r.value(f"{TIES}\nv, i = nd.topk(x.astype(np.int32), 3, axis=0, largest=False)\nv")
    r.value(f"{PAIRS}\nv, i = nd.topk(d, 8, axis=1, largest=False)\ni")
    r.value(f"{PAIRS}\nv, i = nd.topk(d, 8, axis=1, largest=False)\nv[:, 1]")
    r.value(f"{PAIRS}\nv, i = nd.topk(d, 8, axis=0)\nv.sum(axis=0)", relative=2e-15)
    r.value(f"{PAIRS}\nv, i = nd.topk(d, 2, axis=1, largest=False)\nd - v[:, 1:]")
    r.value("x = np.arange(2)[:, None, None] * 12 + np.arange(3)[:, None] * 4 + np.arange(4)\nv, i = nd.topk(x, 2, axis=1)\nv")


def histograms(r):
    for call in (
        "np.histogram(x)",
        "np.histogram(x, bins=7)",
        "np.histogram(x, bins=16, range=(0.25, 0.75))",
        "np.histogram(x, 5, (0, 1))",
        "np.histogram(x, bins=[0, 0.1, 0.5, 0.5, 1])",
        "np.histogram(x.astype(np.float32), bins=9)",
        "np.histogram(x.astype(np.float32), bins=9, range=(0.1, 0.9))",
        "np.histogram((x * 10).astype(np.int64))",
        "np.histogram((x * 10).astype(np.int64), bins=[1, 4, 9])",
    ):
        r.value(f"{X}\nh, e = {call}\nh")
        r.value(f"{X}\nh, e = {call}\ne")
    r.value(f"{PAIRS}\nh, e = np.histogram(d, bins=20, range=(0, 1.75))\nh")
    r.value("h, e = np.histogram(np.arange(1000) / 10, bins=100)\nh")
    r.value("h, e = np.histogram(np.full(5, 2.0))\nh")
    r.value("h, e = np.histogram(np.full(5, 2.0))\ne")
    r.value("h, e = np.histogram(np.zeros((0, 3)), bins=4)\nh")
    r.value("h, e = np.histogram(np.array([0.1, np.nan, 0.9]), bins=4, range=(0, 1))\nh")
    r.error("np.histogram(np.arange(3), bins=0)", "`bins` must be positive, when an integer")
    r.error("np.histogram(np.arange(3), bins=[3, 1])", "`bins` must increase monotonically")
    r.error("np.histogram(np.arange(3), range=(2, 1))", "max must be larger than min")


def products(r):
    r.value("(np.arange(3)[:, None] * 4 + np.arange(4) + 1).prod()")
    r.value("np.prod(np.arange(3)[:, None] * 4 + np.arange(4) + 1, axis=0)")
    r.value("np.prod((np.arange(3)[:, None] * 4 + np.arange(1, 5)).astype(np.int32), axis=1, keepdims=True)")
    r.value("np.arange(1, 70).prod()")
    r.value("np.array([True, False]).prod()")
    r.value("np.zeros((3, 0)).prod(axis=1)")
    r.value(f"{X}\n(x + 0.5).prod(axis=0)", ulps=60)
    r.value(f"{X}\n(x + 0.5).prod(axis=1)", ulps=120)
    r.value(f"{X}\n(x + 0.5).prod()", relative=1e-12)
    r.value(f"{X}\n(x.astype(np.float32) + 0.5).prod(axis=1)", ulps=120)
    r.value(f"{PAIRS}\n(p[:, None, :] + p).prod(axis=-1)", ulps=4)


def counts(r):
    r.value(f"{X}\nnp.count_nonzero(x < 0.3)")
    r.value(f"{X}\nnp.count_nonzero(x < 0.3, axis=1)")
    r.value(f"{TIES}\nnp.count_nonzero(x, axis=0, keepdims=True)")
    r.value(f"{PAIRS}\nnp.count_nonzero(d < 0.2, axis=(0, 1))")


def logarithms_of_sums(r):
    for axis in ("None", "0", "1"):
        r.value(f"{X}\nnd.logsumexp(x * 2000 - 1000, axis={axis})", relative=1e-15)
    r.value(f"{X}\nnd.logsumexp(x.astype(np.float32), axis=1, keepdims=True)", relative=1e-6)
    r.value(f"{PAIRS}\nnd.logsumexp(-d, axis=1)", relative=1e-14)
    r.value("nd.logsumexp(np.arange(5))", relative=1e-15)
    r.value("nd.logsumexp(np.array([-np.inf, -np.inf]))")
    r.value("nd.logsumexp(np.array([np.inf, 1.0]))")
