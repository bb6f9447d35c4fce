"""Indices that are arrays, elements that are assigned, and functions that take indices or give them."""

SETUP = """a = np.arange(24).reshape(2, 3, 4) * 7 % 11
b = (np.arange(12.0) * 37 % 11).reshape(3, 4)
c = np.arange(10) * 3 % 10
m = b > 4
i = np.array([2, 0, 1, 2])
j = np.array([[0, 1], [-1, 2]])
z = np.zeros((0, 3))"""


def record(r):
    arrays(r)
    masks(r)
    functions(r)
    assignments(r)
    views(r)
    errors(r)


def arrays(r):
    r.values(SETUP, [
        "c[i]", "c[j]", "c[[3, -1]]", "c[np.array([])[:0].astype(int)]", "c[[]]", "b[i]", "b[j]",
        "b[i, [0, 1, 2, 3]]", "b[[0, 2], :]", "b[:, [1, 3]]", "b[:, i]", "b[::2, [3, 0]]", "b[[0, 2]][:, [1]]",
        "b[[[0], [2]], [1, 3]]", "a[[1, 0]]", "a[:, [2, 0]]", "a[..., [0, 3]]", "a[[0, 1], [2, 0]]",
        "a[[0, 1], :, [3, 0]]", "a[:, [0, 1], [1, 2]]", "a[0, [0, 2]]", "a[0, :, [1, 2]]", "a[[0, 1], 1]",
        "a[[0, 1], 1, :2]", "a[:, 1, [0, 2]]", "a[[0], ..., [1]]", "a[None, [0, 1]]", "a[[0, 1], None, [1, 2]]",
        "a[1:, [0, 2], ::2]", "a.T[[0, 1]]", "c[::-1][i]", "b[i].sum(axis=0)", "(b * 2)[:, i] + 1",
        "a[np.array(1), [0, 1]]", "c[np.array([1, 2], dtype=np.int32)]", "b[i][1]", "np.arange(5)[[0, 0, 0]]",
        "b[(0, 1), (1, 2)]", "z[:, [0, 2]]", "b[j, 1]", "b[1, j]", "a[[[0, 1]], [[1], [2]]]"])


def masks(r):
    r.values(SETUP, [
        "b[m]", "b[b > 100]", "c[c % 2 == 0]", "b[m[:, 0]]", "b[:, m[0]]", "b[m[:, 1], 1:]", "a[a > 5]",
        "a[:, m]", "a[m[:2, 0]]", "a[[True, False]]", "b[[True, False, True]]", "b[m[:, 0], [0]]",
        "b[[True, False, True], [1, 3]]", "a[a[:, :, 0] > 3]", "b[~m]", "c[c > 3].sum()", "b[m].reshape(-1, 1)",
        "b[True]", "b[False].shape[0]", "b[None, m[:, 0]]", "z[z > 0]", "np.where(b > 5)[0]",
        "np.where(b > 5)[1]", "b[np.where(b > 5)]", "np.where(c)[0]", "a[0][m]", "b[m & (b < 9)].mean()",
        "b[1:][m[1:]]", "c[np.isin(c, [1, 2, 3])]", "b[np.isnan(b)]"])


def functions(r):
    r.values(SETUP, [
        "np.take(c, [1, -2])", "np.take(b, 5)", "np.take(b, [[0, 1], [10, -1]])", "np.take(b, [0, 2], axis=0)",
        "np.take(b, 1, axis=1)", "np.take(a, j % 3, axis=1)", "c.take([0, 3])", "b.take([1], axis=-1)",
        "np.take_along_axis(b, np.argsort(b, axis=1), axis=1)", "np.take_along_axis(b, i[None], axis=0)",
        "np.take_along_axis(a, a.argmax(axis=1, keepdims=True), 1)", "np.take_along_axis(c, c[:3], axis=0)",
        "np.compress([True, False, True], b, axis=0)", "np.compress([0, 1], b)", "b.compress([0, 1, 1], axis=1)",
        "np.extract(b > 5, b)", "np.choose([0, 1, 2, 1], [[1, 2, 3, 4], [10, 20, 30, 40], [5, 6, 7, 8]])",
        "np.choose(i, [-1, b[0], 7.5])", "np.select([c > 7, c > 3], [c * 10, c * 100])",
        "np.select([b > 5, b < 2], [b, -b], default=-1)", "np.select([m], [1.5])",
        "np.nonzero(b > 5)[1]", "c.nonzero()[0]", "np.argwhere(b > 5)", "np.argwhere(a == 3)",
        "np.flatnonzero(m)", "np.flatnonzero(a)", "np.argwhere(c > 100)", "np.count_nonzero(b > 5, axis=1)",
        "np.unravel_index(7, (3, 4))[0]", "np.unravel_index([3, 11], (2, 3, 2))[1]",
        "np.ravel_multi_index((1, 2), (3, 4))", "np.ravel_multi_index(([0, 1], [2, 3]), (3, 4))",
        "b[np.ix_([0, 2], [1, 3])]", "b[np.ix_(m[:, 0], [0, 1])]", "np.tril_indices(3)[0]",
        "np.triu_indices(3, 1)[1]", "b[np.triu_indices(3, 0, 4)]", "b.argmin(axis=1)"])


def assignments(r):
    for statement in (
        "c[0] = 99", "c[-1] += 5", "c[2:5] = 7", "c[2:5] += 1", "c[::2] = 0", "c[::-3] *= 2",
        "c[1:4] = [5, 6, 7]", "c[:] = 1", "c[...] = 3", "c[c > 5] = 0", "c[c > 5] += 100", "c[c < 0] = 8",
        "c[[1, 3, 1]] = [10, 20, 30]", "c[[0, 0, 2]] += 1", "c[i] = -1", "c[3:3] = 9", "c[2] = 3.9"):
        r.value(f"{SETUP}\n{statement}\nc")
    for statement in (
        "b[0] = 1.5", "b[:, 1] = 0", "b[1:, ::2] = 9", "b[m] = -1", "b[m] *= 2", "b[0, 1] = np.nan",
        "b[m] = np.arange(m.sum())", "b[[0, 2]] = b[[2, 0]]", "b[:, [0, 3]] = [[1, 2]]", "b[i, i] = 0",
        "b[...] = b[::-1]", "b[1] = [1, 2, 3, 4]", "b[:2, :2] = [[1], [2]]", "b[m[:, 0]] = 0",
        "b[None, 0] = 5", "b[b > 100] = 3", "b[2, -1] -= 0.5", "b[:, 0] += b[:, 1]", "b[~m] = np.inf"):
        r.value(f"{SETUP}\n{statement}\nb")
    r.value(f"{SETUP}\na[:, 1:, ::2] = 0\na[0, [0, 2], 1] = 50\na[a == 7] += 3\na")
    r.value("x = np.arange(5)\ny = x\nx[1:3] = 9\ny")
    r.value("x = np.arange(6.0)\nv = x[::2]\nx[2] = 50\nv")
    r.value("x = np.zeros((3, 3), dtype=np.int32)\nx[1] = 2.7\nx[:, 0] = True\nx")
    r.value("x = np.zeros(4, dtype=bool)\nx[1:3] = 5\nx")


VIEWS = (
    "x[0][1] = 5", "x[1:][0] = 3", "x.T[0] = 1", "x[::2][1] += 1", "x[1][2:][::-1][0] = 7",
    "x[:, None][..., 1] = [[7], [8], [9]]", "x[[0, 1]][0] = 5", "x[x > 5][0] = 5",
    "x[1:][[0, 1], [2, 3]] = [70, 80]", "x[1:][x[1:] % 2 == 0] = 0", "x.T[1:][x.T[1:] > 6] -= 100",
    "v = x[1:]\nv += 1", "v = x[1:]\nv[0] = 1\nw = v[:, ::2]\nw *= -1", "v = x.T\nw = v\nw += v",
    "v = x[1]\nx[1, 2] = 50\nv[3] = 60\nx = x + v", "v = x.reshape(-1)\nv[5] = -1\nv += 1",
    "x.ravel()[3] = -3", "x.T.ravel()[3] = -3", "x[:, :2].reshape(-1)[0] = -3", "x[1:].reshape(2, 2, 2)[1] = 0",
    "x.reshape(4, 3, order='F')[0, 1] = 9", "x.T.reshape(-1, order='F')[2] = 9", "x.flatten()[0] = 9",
    "np.flip(x, 0)[0] = 3", "np.moveaxis(x, 0, 1)[1, 1] = -4", "np.split(x, [1])[1][0, 0] = -4",
    "x.swapaxes(0, 1)[2] *= 2", "np.rot90(x)[0, 0] = -9", "np.expand_dims(x, 0)[0, 2] = 1",
    "np.atleast_3d(x)[1, 1, 0] = 40", "np.add(x, 1, out=x[::1])", "np.multiply(x[0], 2, out=x[2, ::-1])",
    "np.add(x[1:], 1, out=x[1:], where=x[1:] > 5)", "a, x[0][1:3] = 4, [70, 80]", "l = [x]\nl[0][1][0] = 33",
    "np.zeros(3)[0] = 1", "v = x[:2]\ny = x\ny[0] = v[1]\nv[1] = v[0] * 2",
)


def views(r):
    for statement in VIEWS:
        r.value(f"x = np.arange(12).reshape(3, 4)\n{statement}\nx")
    for statement in ("z.real[0] = 7", "z.imag[1:] = [5, 6]", "z[1:].imag *= 2", "np.real(z)[::2] -= 1", "z.T.real[0] = 4",
                      "v = z.imag\nv[0] = v[1]", "z.imag = 0", "z.real = [1, 2, 3]", "z[::2].real -= 5"):
        r.value(f"z = np.array([1+2j, 3-4j, 5j])\n{statement}\nz")
    r.value("x = np.arange(6)\nv = x[1:]\nx = 0\nv += 1\nv")
    r.value("x = np.arange(6).reshape(2, 3)\ny = x.reshape(3, 2)\nx[0, 1] = 100\ny")
    r.value("x = np.arange(6).reshape(2, 3)\ny = x.T.reshape(-1)\nx[0, 1] = 100\ny")
    r.error("x = np.zeros((2, 3))\nx[0][1][2] = 3", "'numpy.float64' object does not support item assignment")
    r.error("x = np.zeros((2, 3))\nx[0][3] = 3", "index 3 is out of bounds for axis 0 with size 3")
    r.error("x = np.zeros((2, 3))\nx.shape[0] = 3", "'tuple' object does not support item assignment")
    r.error("x = np.broadcast_to(np.arange(3), (2, 3))\nx[0][1] = 3", "assignment destination is read-only")
    r.error("x = np.eye(3)\nnp.diag(x)[1] = 3", "assignment destination is read-only")
    r.error("x = np.zeros(3)\nx.imag[1] = 3", "assignment destination is read-only")
    r.error("x = np.zeros((2, 3))\nx[1:][0] = [1, 2]",
            "could not broadcast input array from shape (2,) into shape (3,)")
    r.error("x = np.zeros((2, 3), dtype=int)\nx[1] += 0.5", "Cannot cast ufunc 'add' output")


def errors(r):
    for script, message in (
        ("np.arange(3)[[0, 5]]", "index 5 is out of bounds for axis 0 with size 3"),
        ("np.arange(3)[[0, -4]]", "index -4 is out of bounds for axis 0 with size 3"),
        ("np.ones((2, 3))[:, [3]]", "index 3 is out of bounds for axis 1 with size 3"),
        ("np.ones((2, 3))[np.array([True, False, True])]",
         "boolean index did not match indexed array along axis 0; size of axis is 2 but size of"
         " corresponding boolean axis is 3"),
        ("np.ones((2, 3))[[0, 1], [0, 1, 2]]",
         "shape mismatch: indexing arrays could not be broadcast together with shapes (2,) (3,)"),
        ("np.arange(3)[np.array([0.5])]", "arrays used as indices must be of integer (or boolean) type"),
        ("np.arange(3)[[0], [0]]",
         "too many indices for array: array is 1-dimensional, but 2 were indexed"),
        ("np.take([1, 2], 5)", "index 5 is out of bounds for axis 0 with size 2"),
        ("x = np.arange(3)\nx[5] = 1", "index 5 is out of bounds for axis 0 with size 3"),
        ("x = np.arange(3)\nx[:2] = [1, 2, 3]",
         "could not broadcast input array from shape (3,) into shape (2,)"),
        ("x = np.arange(3)\nx[[0, 1]] = [1, 2, 3]",
         "shape mismatch: value array of shape (3,) could not be broadcast to indexing result of"
         " shape (2,)"),
        ("x = np.arange(3)\nx[x > 0] = [1, 2, 3]",
         "NumPy boolean array indexing assignment cannot assign 3 input values to the 2 output values"
         " where the mask is true"),
        ("x = np.broadcast_to(np.arange(3), (2, 3))\nx[0] = 1", "assignment destination is read-only"),
        ("x = (1, 2)\nx[0] = 5", "'tuple' object does not support item assignment"),
        ("np.select([], [])", "select with an empty condition list is not possible"),
        ("np.select([np.ones(2)], [1])", "invalid entry 0 in condlist: should be boolean ndarray"),
        ("np.nonzero(5)", "Calling nonzero on 0d arrays is not allowed."),
        ("np.unravel_index(12, (3, 4))", "index 12 is out of bounds for array with size 12"),
        ("np.where(np.ones(3), 1)", "either both or neither of x and y should be given"),
    ):
        r.error(script, message)
