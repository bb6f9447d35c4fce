"""Reductions with all that they take, running totals and products over axes."""

SETUP = """a = np.arange(24).reshape(2, 3, 4) % 7 - 2
b = (np.arange(12.0) * 37 % 11).reshape(3, 4) - 3.5
f = b.astype(np.float32)
i = np.arange(10, dtype=np.int32) * 13 % 7
w = np.array([[True, False, True, True], [False, True, True, False], [True, True, False, True]])
n = np.where(w, b, np.nan)
z = np.zeros((0, 3))"""
AXES = ("", "axis=0", "axis=1", "axis=-1", "axis=(0, 1)", "axis=0, keepdims=True", "keepdims=True")


def calls(name, array, axes=AXES, more=""):
    return [f"np.{name}({', '.join(p for p in (array, axis, more) if p)})" for axis in axes]


def record(r):
    moments(r)
    options(r)
    nans(r)
    running(r)
    products(r)
    einsums(r)
    norms(r)
    errors(r)


def moments(r):
    for name in ("mean", "var", "std"):
        for array in ("a", "b", "i", "f", "w"):
            rank = {"a": 3, "i": 1}.get(array, 2)
            axes = ("", "axis=0", "keepdims=True") if rank == 1 else AXES
            r.values(SETUP, calls(name, array, axes), relative=1e-6 if array == "f" else 1e-14)
    r.values(SETUP, [f"np.{n}(b, {o})" for n in ("var", "std") for o in (
        "ddof=1", "axis=0, ddof=1", "correction=1", "axis=1, correction=0.5", "ddof=20",
        "dtype=np.float32", "axis=0, where=w", "where=w, ddof=1", "axis=1, where=w, keepdims=True")]
        + ["b.var()", "b.std(axis=1, ddof=1)", "b.mean(where=w)", "np.mean(b, axis=0, where=w)",
           "np.mean(i, dtype=np.float32)", "np.mean(b, dtype=np.float32, axis=1)"], relative=1e-6)
    r.values(SETUP, calls("ptp", "a") + calls("ptp", "b") + ["np.ptp(i)"])
    r.values(SETUP, ["np.average(b)", "np.average(b, axis=0)", "np.average(b, weights=w)",
                     "np.average(b, axis=0, weights=[1, 2, 3])", "np.average(a, axis=1, weights=[1, 0, 2])",
                     "np.average(b, axis=1, weights=np.abs(b))", "np.average(i)",
                     "np.average(b, axis=1, weights=[1, 2, 3, 4], returned=True)[1]",
                     "np.average(b, axis=0, keepdims=True)", "np.cov(b)", "np.cov(b, rowvar=False)",
                     "np.cov(b, bias=True)", "np.cov(i)", "np.corrcoef(b)", "np.corrcoef(b, rowvar=False)"],
             relative=1e-13)


def options(r):
    r.values(SETUP, [f"np.{n}({x}, {o})" for n in ("sum", "prod") for x in ("i", "a", "w") for o in (
        "dtype=np.float64", "dtype=np.int32", "dtype=np.float32", "initial=3", "axis=0, initial=2",
        "where=False", "axis=0, dtype=np.float64, initial=1")])
    r.values(SETUP, [f"np.{n}(b, {o})" for n in ("sum", "prod", "min", "max") for o in (
        "initial=2", "initial=-9", "axis=1, initial=0.5", "where=w, initial=1",
        "axis=0, where=w, initial=-1", "keepdims=True, where=w, initial=0")], relative=1e-14)
    r.values(SETUP, ["np.sum(b, where=w)", "np.prod(b, axis=0, where=w)", "np.any(b, where=w)",
                     "np.all(b, axis=1, where=w)", "np.any(w, axis=0, where=w[0])", "b.sum(where=w)",
                     "np.max(z, axis=0, initial=5)", "np.min(z, initial=1.5)", "np.amax(a)", "np.amin(b, 0)",
                     "np.sum(i)", "b.max(initial=9)", "np.sum(w, where=[True, False, True, False])",
                     "np.all(z, axis=0)", "np.sum(z, axis=0, initial=4)"])


def nans(r):
    r.values(SETUP, [c for name in ("nanmin", "nanmax", "nansum") for c in calls(name, "n")]
             + [c for name in ("nanargmin", "nanargmax") for c in calls(name, "n", ("", "axis=0", "axis=1"))]
             + ["np.nanmin(a, axis=0)", "np.nanmax([np.nan, np.nan])", "np.nansum([np.nan])",
                "np.nanmin(n * np.array([np.nan, 1, 1, 1]), axis=0)", "np.nanmax(f)", "np.nansum(i)"])
    r.values(SETUP, [c for name in ("nanmean", "nanvar", "nanstd", "nanprod") for c in calls(name, "n")]
             + ["np.nanvar(n, ddof=1)", "np.nanmean(n.astype(np.float32), axis=0)", "np.nanstd(a, axis=1)"],
             relative=1e-6)
    r.values(SETUP, ["np.nancumsum(n)", "np.nancumprod(n, axis=1)", "np.nancumsum(n, axis=0)"],
             relative=1e-14)


def running(r):
    r.values(SETUP, [f"np.{n}({x})" for n in ("cumsum", "cumprod") for x in (
        "i", "a", "a, axis=0", "a, axis=1", "a, axis=2", "i, dtype=np.float64", "w", "w, axis=1", "5",
        "i, dtype=np.int32", "z", "z, axis=1", "i[::-2]", "a.T, axis=0")]
        + ["a.cumsum()", "a.cumprod(axis=1)", "np.cumulative_sum(i)", "np.cumulative_prod(i + 1)",
           "np.cumulative_sum(a, axis=1)", "np.cumulative_sum(a, axis=0, include_initial=True)",
           "np.cumulative_prod(i, include_initial=True)"])
    r.values(SETUP, [f"np.{n}({x})" for n in ("cumsum", "cumprod") for x in (
        "b", "b, axis=0", "b, axis=1", "f", "f, axis=1", "b, dtype=np.float32")], relative=1e-6)
    r.values(SETUP, ["np.diff(i)", "np.diff(a)", "np.diff(a, axis=0)", "np.diff(b, n=2)",
                     "np.diff(b, 3, axis=1)", "np.diff(b, n=0)", "np.diff(w)", "np.diff(w, axis=0)",
                     "np.diff(i, prepend=0)", "np.diff(i, append=[7, 8])", "np.diff(z, axis=0)",
                     "np.diff(i, n=20)", "np.ediff1d(a)", "np.ediff1d(i, to_begin=0, to_end=[1, 2])",
                     "np.diff(np.cumsum(i))"])


def products(r):
    setup = """x = np.arange(6.0).reshape(2, 3)
y = np.arange(12.0).reshape(3, 4) % 5
s = np.arange(24.0).reshape(2, 3, 4) % 7
t = np.arange(40.0).reshape(2, 4, 5) % 3
v = np.array([1.5, -2.0, 3.0])
k = np.arange(9).reshape(3, 3).astype(np.int32)
l = np.arange(6).reshape(3, 2) > 2"""
    r.values(setup, [
        "x @ y", "x @ v", "v @ y", "v @ v", "s @ t", "s @ t[0]", "s @ np.arange(4.0)", "k @ k",
        "k @ k[0]", "l.T @ l", "l.T @ k", "x.T @ x", "s[0] @ t", "x[:, :0] @ y[:0]",
        "np.matmul(x, y)", "np.linalg.matmul(x, y)", "x.astype(np.float32) @ y.astype(np.float32)",
        "x[::-1] @ y[:, ::-2]", "[1, 2, 3] @ k", "k @ [1, 2, 3]",
        "np.dot(x, y)", "np.dot(v, v)", "np.dot(s, t[0])", "np.dot(x, v)", "np.dot(2, v)", "np.dot(k, k)",
        "x.dot(y)", "np.dot(s, t)", "np.vdot(x, x)", "np.vdot(k, k)", "np.inner(x, x)", "np.inner(v, v)",
        "np.inner(s, np.ones((5, 4)))",
        "np.outer(v, [1, 2])", "np.outer(x, v)", "np.linalg.outer(v, v)", "np.outer(k, l)",
        "np.tensordot(x, y, 1)", "np.tensordot(s, s, 3)", "np.tensordot(s, t, axes=([0, 2], [0, 1]))",
        "np.tensordot(x, y, 0)", "np.tensordot(x, x, axes=(1, 1))", "np.vecdot(x, v)",
        "np.vecdot(s, s[::-1], axis=1)", "np.linalg.vecdot(x, x)", "np.matvec(y.T, v)",
        "np.kron([1, 2], [3, 4, 5])", "np.kron(x, [1, 10])", "np.kron(np.eye(2), k)", "np.kron(x, y)",
        "np.trace(k)", "np.trace(x, 1)", "np.trace(s)", "np.trace(s, axis1=1, axis2=2)", "k.trace()",
        "np.trace(k, dtype=np.float64)", "np.linalg.trace(s)", "np.trace(l)", "np.trace(k, -1)",
        "np.cross(v, [1, 0, 2])", "np.cross(x, v)", "np.cross(x, x[::-1])", "np.linalg.cross(v, v[::-1])",
        "np.cross(y[:, :2], y[:, 2:], axis=0)", "np.cross([1, 2], [3, 4])", "np.cross(v, [4, 5])",
        "np.cross(y[:, :2], [3, 4, 5])", "np.cross(x.T[:, ::-1], np.ones((2, 3)), axisb=0, axisc=0)",
        "np.cross(x[:, :2], x[:, 1:])"])


def einsums(r):
    setup = """x = np.arange(6).reshape(2, 3)
y = np.arange(12).reshape(3, 4) % 5
s = np.arange(24).reshape(2, 3, 4) % 7
q = np.arange(9).reshape(3, 3)
v = np.array([1.5, -2.0, 3.0])"""
    r.values(setup, [f"np.einsum({e})" for e in (
        "'ij,jk', x, y", "'ij,jk->ik', x, y", "'ij,jk->ki', x, y", "'ij->ji', x", "'ij->i', x",
        "'ij->', x", "'ij', x", "'ji', x", "'ii', q", "'ii->i', q", "'i,i', v, v", "'i,j->ij', v, v",
        "'i,j', v, v", "'ijk->kji', s", "'ijk,kl->ijl', s, y.T", "'...j,j', x, v", "'...j,jk->...k', s[..., :3], y",
        "'i...->...', s", "'...', s", "'ij,ij->ij', x, x", "'ij,ij->i', x, x", "'ij,ij', x, x",
        "'ij,jk,kl->il', x, y, y.T", "'ij,jk,k', x, y, y[0]", "'iij->j', s[:, :2]", "'i i -> i', q",
        "'ij, kj -> ik', q, x", "'ijk->', s", "'...ij->...ji', s", "'i,->i', v, 2", "'ij,j->i', q, v",
        "'bij,bjk->bik', s, s.swapaxes(1, 2)", "'ij,kl->ijkl', x, x", "',', 2, 3.5", "'ab,ab->b', x > 2, x > 1",
        "'i...,i...->...', s, s", "'ij,ji', q, q", "'ijj->i', s[..., :3]")])


def norms(r):
    r.values(SETUP, [
        "np.linalg.norm(b)", "np.linalg.norm(i)", "np.linalg.norm(b, axis=0)", "np.linalg.norm(b, 1, axis=1)",
        "np.linalg.norm(i, 3)", "np.linalg.norm(i, np.inf)", "np.linalg.norm(b[0], -np.inf)",
        "np.linalg.norm(i, 0)", "np.linalg.norm(b, 'fro')", "np.linalg.norm(b, 1)", "np.linalg.norm(b, -1)",
        "np.linalg.norm(b, np.inf)", "np.linalg.norm(b, -np.inf)", "np.linalg.norm(a, axis=(0, 1))",
        "np.linalg.norm(a, 1, axis=(0, 2))", "np.linalg.norm(a, np.inf, axis=(2, 0), keepdims=True)",
        "np.linalg.norm(a)", "np.linalg.norm(b, axis=1, keepdims=True)", "np.linalg.vector_norm(b)",
        "np.linalg.vector_norm(a, axis=(0, 2))", "np.linalg.vector_norm(b, ord=1)",
        "np.linalg.matrix_norm(b)", "np.linalg.matrix_norm(a, ord=1)", "np.linalg.norm(f, axis=0)"],
        relative=1e-6)


def errors(r):
    for script, message in (
        ("np.min(np.ones(3), where=[True, False, True])",
         "reduction operation 'minimum' does not have an identity, so to use a where mask one has to"
         " specify 'initial'"),
        ("np.average(np.ones((2, 3)), weights=[1, 2, 3])",
         "Axis must be specified when shapes of a and weights differ."),
        ("np.ones((2, 3)) @ np.ones((2, 3))",
         "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature"
         " (n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)"),
        ("np.array(1) @ np.ones(2)",
         "matmul: Input operand 0 does not have enough dimensions (has 0, gufunc core with signature"
         " (n?,k),(k,m?)->(n?,m?) requires 1)"),
        ("np.dot(np.ones(3), np.ones(4))", "shapes (3,) and (4,) not aligned: 3 (dim 0) != 4 (dim 0)"),
        ("np.dot(np.ones((2, 3)), np.ones((2, 3)))",
         "shapes (2,3) and (2,3) not aligned: 3 (dim 1) != 2 (dim 0)"),
        ("np.tensordot(np.ones((2, 3)), np.ones((2, 3)), 1)", "shape-mismatch for sum"),
        ("np.einsum('ij,jk', np.ones((2, 3)), np.ones((2, 3)))",
         "operands could not be broadcast together with remapped shapes [original->remapped]:"
         " (2,3)->(2,newaxis,3) (2,3)->(3,2)"),
        ("np.einsum('ij', np.ones(3))",
         "einstein sum subscripts string contains too many subscripts for operand 0"),
        ("np.einsum('i', np.ones((3, 2)))",
         "operand has more dimensions than subscripts given in einstein sum"),
        ("np.einsum('i,j', np.ones(3))",
         "more operands provided to einstein sum function than specified in the subscripts string"),
        ("np.einsum('i->ij', np.ones(3))",
         "einstein sum subscripts string included output subscript 'j' which never appeared"),
        ("np.einsum('ij->ii', np.ones((3, 3)))",
         "einstein sum subscripts string includes output subscript 'i' multiple times"),
        ("np.einsum('ii', np.ones((3, 2)))",
         "dimensions in operand 0 for collapsing index 'i' don't match (3 != 2)"),
        ("np.cumsum(np.ones((2, 3)), axis=2)", "axis 2 is out of bounds for array of dimension 2"),
        ("np.diff(np.ones(3), n=-1)", "order must be non-negative but got -1"),
        ("np.diff(5)", "diff requires input that is at least one dimensional"),
        ("np.cumulative_sum(np.ones((2, 2)))",
         "For arrays which have more than one dimension ``axis`` argument is required."),
        ("np.nanargmin(np.array([np.nan]))", "All-NaN slice encountered"),
        ("np.linalg.norm(np.ones((2, 2, 2)), axis=(0, 1, 2))",
         "Improper number of dimensions to norm."),
        ("np.trace(np.ones(3))", "diag requires an array of at least two dimensions"),
        ("np.sum(np.ones(3), foo=2)", "got an unexpected keyword argument 'foo'"),
    ):
        r.error(script, message)
