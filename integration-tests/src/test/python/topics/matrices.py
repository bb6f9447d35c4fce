"""Singular values and what they tell of matrices."""

SETUP = """t = np.sin(np.arange(60.0) * np.arange(60) % 23).reshape(12, 5)
i = (np.arange(24) * 7 % 11 - 4).reshape(4, 6)
s = np.cos(np.arange(120.0) ** 2).reshape(5, 4, 2, 3)
c = (t[:6, :4] + 1j * t[6:, 1:]) * (1 - 2j)
f = t.astype(np.float32)
r = np.outer(np.arange(7.0), [1, 2, 3])
h = t * 2.0 ** np.array([[700], [-700], [690], [-690], [1], [701], [-3], [0], [700], [699], [5], [698]])"""


def record(r):
    values(r)
    norms(r)
    conditions(r)
    errors(r)


def values(r):
    r.values(SETUP, [f"np.linalg.svdvals({x})" for x in (
        "t", "t.T", "t[:5]", "t[:, :1]", "t[:1]", "i", "i > 0", "i.astype(np.int8)", "s", "s[:, :, :, ::-2]",
        "s.transpose(3, 1, 0, 2)", "s[0, 0] * np.ones((3, 1, 1))", "c", "c.T", "c[:2]", "c[None, :, :2]", "r",
        "np.zeros((4, 3))", "np.eye(6)", "np.diag([3.0, -1e-20, 1e20])", "h", "h * 1e60", "h * 1e-60",
        "t * 1e-310", "[[3, 4], [0, 5]]", "[[7.0]]", "np.array([[1, np.inf], [2, 3]])",
        "np.array([[[1, np.inf], [2, 3]], [[1, 0], [0, 2]]])", "np.ones((300, 40)) + np.arange(40)",
        "np.vander(np.linspace(0, 1, 200), 12)", "s[:0]", "s[:, :, :0]", "t[:0]", "np.zeros((0, 0))",
        "c[:, :0]")], relative=1e-12)
    r.values(SETUP, [f"np.linalg.svdvals({x})" for x in (
        "f", "f.T[:3]", "c.astype(np.complex64)", "s.astype(np.float32)", "f[:0]")], relative=2e-6)


def norms(r):
    r.values(SETUP, [f"np.linalg.norm({a})" for x in ("t", "t.T", "i", "c", "r", "h", "t[:0]", "i > 2") for a in (
        f"{x}, 'nuc'", f"{x}, 2", f"{x}, 'nuc', keepdims=True") + (() if x in ("r", "t[:0]") else (f"{x}, -2",))]
        + [f"np.linalg.norm(s, {o}, axis={a}{k})" for o in ("'nuc'", "2", "-2") for a in (
            "(0, 1)", "(2, 3)", "(3, 0)", "(-1, 1)") for k in ("", ", keepdims=True")]
        + ["np.linalg.norm(t, 'nuc', axis=(1, 0))", "np.linalg.norm(s[:0], 'nuc', axis=(1, 2))",
           "np.linalg.norm(s[:, :, :0], 2, axis=(2, 3))", "np.linalg.norm(s[:, :, :0], 'nuc', axis=(2, 3))",
           "np.linalg.matrix_norm(t, ord='nuc')", "np.linalg.matrix_norm(s, ord=2)",
           "np.linalg.matrix_norm(s, ord=-2, keepdims=True)", "np.linalg.matrix_norm(c, ord='nuc')",
           "np.linalg.vector_norm(c, ord=2)", "np.linalg.matrix_norm(i, ord=None)",
           "np.linalg.norm(t @ t.T, 2) - np.linalg.norm(t, 2) ** 2 < 1e-10"], relative=1e-12)
    r.values(SETUP, ["np.linalg.norm(f, 'nuc')", "np.linalg.norm(f, 2)", "np.linalg.matrix_norm(f, ord=2)",
                     "np.linalg.norm(c.astype(np.complex64), 'nuc')"], relative=2e-6)


def conditions(r):
    r.values(SETUP, [f"np.linalg.cond({a})" for a in (
        "t", "t, 2", "t.T, -2", "i", "c", "s", "s[:0]", "np.zeros((2, 2))", "np.array([[1, np.inf], [2, 3]])",
        "np.eye(3)", "[[3, 4], [0, 5]]", "np.diag([1.0, 0])", "t[:5], 'fro'", "t[:5], 'nuc'", "c[:4, :4], 'fro'",
        "s[..., :2], 'nuc'", "np.diag([1.0, 0]), 'fro'", "i[:, :4], 'nuc'")], relative=1e-12)
    r.values(SETUP, [f"np.linalg.matrix_rank({a})" for a in (
        "t", "i", "c", "s", "r", "np.zeros((4, 3))", "np.eye(6)", "np.diag([1.0, 1e-20])", "np.diag([1.0, 1e-20]), tol=1e-30",
        "s, rtol=0.5", "s, tol=0.7", "f", "np.zeros(3)", "[0, 0, 1]", "5.0", "t[:0]", "s[:, :, :0]", "s[:0]",
        "s, tol=np.array([0.1, 0.5, 1, 2])", "s[:, 0], rtol=np.array([0.1, 0.5, 1, 0, 0.3])")])


def errors(r):
    for script, message in (
        ("np.linalg.svdvals(np.arange(3.0))", "1-dimensional array given. Array must be at least two-dimensional"),
        ("np.linalg.svdvals(3.0)", "0-dimensional array given. Array must be at least two-dimensional"),
        ("np.linalg.cond(np.arange(3.0))", "1-dimensional array given. Array must be at least two-dimensional"),
        ("np.linalg.cond(np.ones((2, 3)), 'fro')", "Last 2 dimensions of the array must be square"),
        ("np.linalg.cond(np.eye(2), 3)", "Invalid norm order for matrices."),
        ("np.linalg.cond(np.eye(2), 'abc')", "Invalid norm order for matrices."),
        ("np.linalg.matrix_rank(np.eye(2), tol=1, rtol=1)", "`tol` and `rtol` can't be both set."),
        ("np.linalg.cond(np.zeros((0, 2)))", "cond is not defined on empty arrays"),
        ("np.linalg.norm(np.ones((2, 2, 2)), 'nuc')", "Improper number of dimensions to norm."),
        ("np.linalg.norm(np.ones(3), 'nuc')", "Invalid norm order 'nuc' for vectors"),
        ("np.linalg.norm(np.ones(3), 'fro')", "Invalid norm order 'fro' for vectors"),
        ("np.linalg.norm(np.ones((2, 2)), 'nuc', axis=0)", "Invalid norm order 'nuc' for vectors"),
        ("np.linalg.norm(np.ones((2, 2)), 'abc')", "Invalid norm order for matrices."),
        ("np.linalg.norm(np.ones((2, 2)), 3)", "Invalid norm order for matrices."),
        ("np.linalg.norm(np.ones((2, 2)), 2, axis=(1, -1))", "Duplicate axes given."),
        ("np.linalg.norm(np.zeros((0, 3)), -2)",
         "zero-size array to reduction operation minimum which has no identity"),
        ("np.linalg.matrix_norm(np.ones(3), ord=2)", "axis -2 is out of bounds for array of dimension 1"),
        ("np.linalg.norm(np.array([[1, np.nan], [2, 3]]), 2)", "SVD did not converge"),
        ("np.linalg.svdvals(np.array([[[1, 2], [3, 4]], [[1, np.nan], [2, 3]]]))", "SVD did not converge"),
    ):
        r.error(script, message)
