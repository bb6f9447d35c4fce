"""What people compute: statistics, distances, neighbours; several statements."""

X = "X = np.random.default_rng(21).random((40, 3))\n"
Y = "Y = np.random.default_rng(22).random((25, 3))\n"
INTEGERS = (
    "P = (np.arange(30)[:, None] * np.array([7, 11, 5]) + np.array([1, 2, 3])) % 17\n"
)
D = "D = np.sqrt(((X[:, np.newaxis, :] - X) ** 2).sum(axis=-1))\n"
OTHER = "other = np.where(np.arange(len(X))[:, None] == np.arange(len(X)), np.inf, D)\n"


def record(r):
    statistics(r)
    distances(r)
    neighbours(r)
    statements(r)


def statistics(r):
    r.value(X + "e = np.exp(X - X.max(axis=-1, keepdims=True))\n"
                "e / e.sum(axis=-1, keepdims=True)", relative=4e-15)
    r.value(X + "e = np.exp(X.T - X.T.max(axis=0))\n(e / e.sum(axis=0)).sum(axis=0)",
            relative=4e-15)
    r.value(X + "(X - X.mean(axis=0)) / np.sqrt(((X - X.mean(axis=0)) ** 2).mean(axis=0))",
            relative=1e-14)
    r.value(X + "X - X.mean(axis=0)", relative=4e-15)
    r.value(X + "X - X.mean(axis=1, keepdims=True)", relative=4e-15)
    r.value(X + "X - X.mean()", relative=4e-15)
    r.value(X + "(X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0))")
    r.value(X + "X / np.sqrt((X ** 2).sum(axis=1, keepdims=True))", relative=4e-15)
    r.value(X + "m = X.max(axis=1)\nm + np.log(np.exp(X - m[:, None]).sum(axis=1))",
            relative=4e-15)
    r.value(X + "c = X - X.mean(axis=0)\n(c[:, :, None] * c[:, None, :]).mean(axis=0)",
            relative=1e-14)
    r.value(X + "((X - X.mean(axis=0)) ** 2).mean(axis=0).sum()", relative=1e-14)
    r.value("x = np.arange(12)[:, None] + np.arange(5)\nx - x.sum(axis=0) + x.max()")
    r.value("x = np.arange(12.0)[:, None] * np.arange(5)\nx - x.max(axis=0) - x.min(axis=1)[:, None]")
    r.value("x = np.arange(8.0)\n(x - x.mean()) ** 2")
    r.value("x = np.arange(8.0)\ny = x - x.max()\ny / y.sum() * x.sum()")
    r.value("x = np.arange(9)\n(x[:, None] <= x).sum(axis=0)")
    r.value("x = np.array([5, 2, 9, 2])\n(x[:, None] > x).sum(axis=1)")
    r.value("x = np.array([5, 2, 9, 2])\nx == x.min()")
    r.value("x = np.array([1.0, np.nan, 3.0])\nok = np.isfinite(x)\n"
            "np.where(ok, x, 0).sum() / ok.sum()")


def distances(r):
    r.value(X + "np.sqrt(((X[:, np.newaxis, :] - X) ** 2).sum(axis=-1))", relative=4e-15)
    r.value(X + Y + "((X[:, None, :] - Y) ** 2).sum(-1)", relative=4e-15)
    r.value(X + Y + "np.abs(X[:, None] - Y).sum(axis=-1)", relative=4e-15)
    r.value(X + Y + "np.abs(X[:, None] - Y).max(axis=-1)")
    r.value(X + Y + "(X[:, None, :] * Y).sum(axis=-1)", relative=4e-15)
    r.value(X + Y + "(X[:, None, :] * Y[None]).sum(2) / np.sqrt((X ** 2).sum(1))[:, None]"
                    " / np.sqrt((Y ** 2).sum(1))", relative=8e-15)
    r.value(X + "X = X.astype(np.float32)\nnp.sqrt(((X[:, None] - X) ** 2).sum(-1))",
            relative=1e-6)
    r.value(X + D + "D.max()", relative=4e-15)
    r.value(X + D + "D.sum(axis=0)", relative=8e-15)
    r.value(X + D + "D.mean()", relative=8e-15)
    r.value(X + D + "(D < 0.3).sum(axis=1)")
    r.value(X + D + "np.exp(-D ** 2 / 0.1).sum(axis=1)", relative=1e-14)
    r.value(X + D + "(D == D.T).all()")
    r.value(INTEGERS + "((P[:, None] - P) ** 2).sum(axis=-1)")
    r.value(INTEGERS + "np.sqrt(((P[:, None] - P) ** 2).sum(axis=-1))")
    r.value(INTEGERS + "np.abs(P[:, None] - P).max(axis=-1).sum(axis=0)")
    r.value(INTEGERS + "(P[:, :, None] * P[:, None, :]).sum(axis=0)")
    r.value(INTEGERS + "(P[:, None] == P).all(axis=-1).sum(axis=1)")
    r.value(INTEGERS + "(P[:, None] <= P).all(axis=-1).sum()")
    r.value("x = np.array([1, 5, 12])\nnp.abs(x[:, None] - x)")
    r.value("x = np.array([1.5, 5.0, 12.25])\ny = np.array([0.5, 4.0])\n"
            "np.hypot(x[:, None] - x, y[0] - y[1])", ulps=2)


def neighbours(r):
    r.value(X + D + OTHER + "other.argmin(axis=1)")
    r.value(X + D + OTHER + "other.min(axis=1)", relative=4e-15)
    r.value(X + D + OTHER + "other.min(axis=1).argmax()")
    r.value(X + D + OTHER + "other.argmin(axis=0) - other.argmin(axis=1)")
    r.value(X + D + "D.argmax(axis=1)")
    r.value(X + D + "D.argmin(axis=1)")
    r.value(X + D + "D.argmax()")
    r.value(X + Y + "((X[:, None] - Y) ** 2).sum(-1).argmin(axis=0)")
    r.value(X + Y + "np.sqrt(((X[:, None] - Y) ** 2).sum(-1)).argmin(axis=1)")
    r.value(INTEGERS + "X = P * 1.0\n" + D + OTHER + "other.argmin(axis=1)")
    r.value(INTEGERS + "X = P * 1.0\n" + D + OTHER + "other.min(axis=1)")
    r.value(INTEGERS + "D = ((P[:, None] - P) ** 2).sum(-1)\nD.argmin(axis=1)")
    r.value(INTEGERS + "D = ((P[:, None] - P) ** 2).sum(-1)\n(D == 0).argmax(axis=1)")
    r.value("X = np.zeros((6, 3))\n" + D + OTHER + "other.argmin(axis=1)")
    r.value("X = np.array([[0.0, 0.0], [np.nan, 1.0], [3.0, 4.0]])\n" + D + "D.argmin(axis=1)")
    r.value("X = np.array([[0.0, 0.0], [np.nan, 1.0], [3.0, 4.0]])\n" + D + "D")
    r.value("X = np.array([[0.0, 3.0], [4.0, 0.0], [0.0, 0.0]])\n" + D + OTHER + "other.argmin(1)")
    r.value("X = np.ones((1, 3))\n" + D + OTHER + "other.min(axis=1)")
    r.value("X = np.ones((0, 3))\n" + D + "D")


def statements(r):
    r.value("import numpy as np\na = np.arange(3)\nb = a * 2\na = b + 1\na - b")
    r.value("a = b = np.arange(3)\na + b")
    r.value("a, b = np.arange(3), 10\na * b")
    r.value("x = np.arange(4)\nx += 5\nx")
    r.value("x = np.arange(4.0)\nx *= 2\nx -= 1\nx /= 4\nx")
    r.value("x = np.arange(6)\nx //= 2\nx %= 2\nx **= 3\nx")
    r.value("x = np.array([True, False])\nx &= True\nx |= np.array([False, True])\nx")
    r.value("x = np.arange(4)\ny = x\nx += 1\ny")
    r.value("x = np.arange(4)\ny = x + 0\nx += 1\ny")
    r.value("x = np.arange(4)\ny = x * 2\nx += 1\ny + x")
    r.value("x = np.array([1, 2], dtype=np.int32)\nx += np.array([1, 1])\nx")
    r.value("x = np.array([1, 2], dtype=np.float32)\nx *= 0.1\nx")
    r.value("n = 3\nn += 4\nnp.arange(n) ** n")
    r.value("a = np.random.default_rng(1).random((6, 5))\nb = np.random.default_rng(2).random((6, 5))\n"
            "c = 2.0 * a\nc = c - 4.5 * b\nc = c + np.sin(a)\nc = c + np.cos(b)\nc", relative=4e-15)
    r.value("a = np.random.default_rng(1).random((6, 5))\nb = np.random.default_rng(2).random((6, 5))\n"
            "(2.0 * a - 4.5 * b) + (np.sin(a) + np.cos(b))", relative=4e-15)
    r.value("x = np.arange(5)  # a comment\n\n# another\ny = (x +\n     1)\ny")
    r.value("shape = (2, 3)\nnp.zeros(shape) + np.ones(shape[1])")
    r.value("x = np.arange(6)\nn = x.size\nx * n + len(x) - x.ndim + x.nbytes")
    r.value("x = np.arange(3); y = x[::-1]; x * y")
    r.prints("x = np.arange(6).reshape(2, 3)\n"
             "print(3 in x, 9 in x, 2.0 not in x, 'a' in 'bab', 2 in [1, 2], 'c' not in ('a', 'b'), x[0, 0] in [0])\n"
             "print(list('ab'), tuple([1, 2]), list((3,)), tuple(), list(x), tuple(x[1]), list(x[1, :2] * 0.5))\n"
             "print(1 < 2 in [2], not 1 in [2], None in [None], np.nan in np.array([np.nan]))")
    r.value("x = np.arange(10)\ny = x[2:5]\nz = y[::-1] * 2\nz.sum() + y.max() - x.argmax()")
