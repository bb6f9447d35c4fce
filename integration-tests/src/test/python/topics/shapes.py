"""Creating, reshaping, joining and splitting arrays."""

SETUP = """a = np.arange(24).reshape(2, 3, 4)
b = (np.arange(12.0) * 37 % 11).reshape(3, 4)
c = np.arange(5)
f = b.astype(np.float32)
m = b > 4
z = np.zeros((0, 3))"""


def record(r):
    creation(r)
    reshapes(r)
    views(r)
    joins(r)
    repeats(r)
    padding(r)
    splits(r)
    dtypes(r)
    errors(r)


def creation(r):
    r.values("x = np.arange(6).reshape(2, 3)", [
        "np.eye(3)", "np.eye(2, 4)", "np.eye(4, 3, 1)", "np.eye(3, 3, -1, dtype=np.int32)",
        "np.eye(3, k=5)", "np.eye(0)", "np.identity(4)", "np.identity(2, dtype=bool)",
        "np.tri(-1)", "np.tri(2, -3)", "np.tril_indices(-1)[0]",
        "np.tri(3)", "np.tri(3, 5, 1)", "np.tri(4, 2, -1, dtype=int)", "np.tril(x)", "np.tril(x, 1)",
        "np.triu(x)", "np.triu(x, -1)", "np.triu(x, 2)", "np.tril(np.ones((2, 3, 3)), -1)",
        "np.triu(np.arange(4))", "np.diag([1, 2, 3])", "np.diag([1.5, 2.5], 1)", "np.diag([1, 2], -2)",
        "np.diag(x)", "np.diag(x, 1)", "np.diag(x, -1)", "np.diag(x, 7)", "np.diagflat(x)",
        "np.diagonal(x)", "np.diagonal(np.arange(24).reshape(2, 3, 4), 1, 1, 2)",
        "np.diagonal(np.arange(24).reshape(2, 3, 4))", "np.arange(9).reshape(3, 3).diagonal(-1)",
        "np.linalg.diagonal(np.arange(12).reshape(3, 2, 2))",
        "np.zeros_like(x)", "np.ones_like(x)", "np.ones_like(x, dtype=float)",
        "np.zeros_like(x, shape=(2, 2))", "np.full_like(x, 7)", "np.full_like(x, 2.5, dtype=float)",
        "np.full_like(x, [1, 2, 3])", "np.empty_like(x) * 0", "np.empty((2, 2)) * 0", "np.copy(x)",
        "x.copy()", "np.array(5, ndmin=2)", "np.array([1, 2], ndmin=3)", "np.array(x, ndmin=1)"])
    r.values("n = 7", [
        "np.logspace(0, 3, 4)", "np.logspace(-2, 2, n)", "np.logspace(0, 4, 5, base=2)",
        "np.logspace(1, 2, 4, endpoint=False)", "np.geomspace(1, 1000, 4)",
        "np.geomspace(1, 256, 9)", "np.geomspace(-1000, -1, 4)", "np.geomspace(2, 3, n, endpoint=False)",
        "np.geomspace(5, 5, 1)"], relative=1e-15)
    r.values("x = np.arange(3)\ny = np.array([1.5, 2.5])", [
        f"np.meshgrid({arguments})[{i}]"
        for arguments in ("x, y", "x, y, indexing='ij'", "x, y, sparse=True",
                          "x, y, sparse=True, indexing='ij'")
        for i in (0, 1)] + [
        "np.meshgrid(x, y, x)[2]", "np.meshgrid(x, y, x, indexing='ij')[1]", "np.meshgrid(x)[0]",
        "np.indices((2, 3))", "np.indices((2, 3), dtype=np.int32)[1]",
        "np.indices((2, 3), sparse=True)[0]", "np.indices((4,))",
        "np.broadcast_arrays(x, y[:, None])[0]", "np.broadcast_arrays(x, y[:, None])[1]",
        "np.asarray(x)", "np.array(np.broadcast_shapes((2, 1), (3,), (1, 3)))"])


def reshapes(r):
    r.values(SETUP, [f"np.reshape({x}, {shape})" for x, shapes in (
        ("a", ((4, 6), (24,), (2, 12), (-1, 2), (6, -1), (1, 24, 1), (2, 3, 4), (3, 2, 4))),
        ("b", ((4, 3), (12,), (2, 6), (-1,), (1, 3, 4), (3, 1, 4), (2, 2, 3))),
        ("b.T", ((3, 4), (12,), (6, 2))), ("b[::-1, ::2]", ((6,), (2, 3))),
        ("f + 1", ((2, 6), (12,))), ("m", ((12,), (6, 2))), ("z", ((3, 0), (0,), (0, 5, 2))),
        ("np.array(5)", ((1,), (1, 1), ())), ("np.broadcast_to(c, (2, 5))", ((10,), (5, 2))))
        for shape in shapes])
    r.values(SETUP, ["a.reshape(6, 4)", "a.reshape((6, -1))", "a.reshape(-1)", "b.ravel()",
                     "b.T.ravel()", "np.ravel(a[:, 1])", "b.flatten()", "np.ravel(5)",
                     "(b * 2).reshape(2, 6).sum(axis=0)", "(b.T.ravel() + b.ravel()).reshape(4, 3)",
                     "b.reshape(2, 6).T.reshape(4, 3)", "np.sqrt(b.ravel()[::2])"])


def views(r):
    r.values(SETUP, [
        "np.flip(a)", "np.flip(a, 1)", "np.flip(a, (0, -1))", "np.fliplr(b)", "np.flipud(b)",
        "np.rot90(b)", "np.rot90(b, 2)", "np.rot90(b, -1)", "np.rot90(a, 1, (1, 2))", "np.rot90(b, 4)",
        "np.rot90(a, 3, axes=(0, 2))", "np.moveaxis(a, 0, -1)", "np.moveaxis(a, [0, 1], [-1, -2])",
        "np.moveaxis(a, -1, 0)", "np.permute_dims(a, (2, 0, 1))", "np.matrix_transpose(a)",
        "np.linalg.matrix_transpose(b)", "np.atleast_1d(5)", "np.atleast_2d(c)", "np.atleast_3d(b)",
        "np.atleast_3d(c)", "np.atleast_2d(a)", "np.atleast_1d(c, 3)[1]", "np.ndim(a)", "np.size(a)",
        "np.size(a, 1)", "np.array(np.shape(b))"])


def joins(r):
    r.values(SETUP, [
        "np.concatenate((c, c))", "np.concatenate([b, b])", "np.concatenate([b, b[:1]], axis=0)",
        "np.concatenate([b, b], axis=1)", "np.concatenate([b, f, b > 3], axis=-1)",
        "np.concatenate([a, a[:, :1]], axis=1)", "np.concatenate([a, a], axis=2)",
        "np.concatenate([b, b.T], axis=None)", "np.concat([c, [7, 8.5]])",
        "np.concatenate([c[:0], c])", "np.concatenate([z, z])", "np.concatenate([z, b[:, :3]])",
        "np.concatenate([c, c], dtype=np.float32)", "np.concatenate([c])", "np.concatenate(b)",
        "np.concatenate([c[::-1], c[::2], c[1:2]])", "np.concatenate([b.T, b.T[::-1]], 1)",
        "np.stack([c, c])", "np.stack([c, c * 2], axis=1)", "np.stack([b, f], axis=-1)",
        "np.stack([c, c, c, c, c + 1, c])", "np.stack([b] * 7, axis=1)", "np.stack(b)",
        "np.vstack([c, c])", "np.vstack([b, b[0]])", "np.hstack([c, c])", "np.hstack([b, b])",
        "np.hstack([1, 2, 3])", "np.dstack([b, b])", "np.dstack([c, c])", "np.column_stack([c, c * 2])",
        "np.column_stack([b, b[:, 0]])", "np.append(c, 7)", "np.append(b, b)", "np.append(b, b, axis=1)",
        "np.append(c, [1.5])", "np.concatenate([b, b]).sum(axis=0)", "np.stack([b, b]).sum(axis=0)"])


def repeats(r):
    r.values(SETUP, [
        "np.tile(c, 2)", "np.tile(c, (2, 2))", "np.tile(b, 2)", "np.tile(b, (2, 1))",
        "np.tile(b, (2, 1, 2))", "np.tile(5, 3)", "np.tile(c, 0)", "np.repeat(c, 2)",
        "np.repeat(b, 2)", "np.repeat(b, 3, axis=0)", "np.repeat(b, 2, axis=1)", "c.repeat(2)",
        "np.repeat(c, [1, 0, 2, 3, 1])", "np.repeat(b, [2, 0, 1], axis=0)", "np.repeat(c, 0)",
        "np.repeat(b, [1, 2, 0, 1], axis=1)", "np.repeat(3, 4)",
        "np.roll(c, 2)", "np.roll(c, -1)", "np.roll(c, 7)", "np.roll(b, 1)", "np.roll(b, 1, axis=0)",
        "np.roll(b, -1, axis=1)", "np.roll(b, (1, 2), axis=(0, 1))", "np.roll(b, 1, axis=(0, 1))",
        "np.roll(c, 0)", "np.roll(c[:0], 3)", "np.roll(a, 5, axis=-1)"])


def padding(r):
    modes = ("constant", "edge", "reflect", "symmetric", "wrap")
    r.values(SETUP, [f"np.pad({x}, {w}, mode='{m}')" for m in modes for x, w in (
        ("c", "2"), ("c", "(1, 3)"), ("b", "1"), ("b", "((1, 2), (0, 3))"), ("c", "7"), ("m", "1"))])
    r.values(SETUP, ["np.pad(c, 2)", "np.pad(c, 1, constant_values=9)",
                     "np.pad(b, 1, constant_values=(1, 2))",
                     "np.pad(b, ((0, 1), (1, 0)), constant_values=((1, 2), (3, 4)))",
                     "np.pad(c, 0, mode='edge')", "np.pad(c, (0, 2), mode='reflect')",
                     "np.pad(c[:1], 3, mode='reflect')", "np.pad(z, ((1, 1), (0, 0)))"])


def splits(r):
    r.values(SETUP, [
        "np.split(c[:4], 2)[1]", "np.split(b, 3)[1]", "np.split(b, [1])[1]", "np.split(b, [1, 3], 1)[1]",
        "np.split(c, [2, 9])[2]", "np.split(b, 2, axis=1)[0]", "np.array_split(c, 3)[0]",
        "np.array_split(c, 3)[2]", "np.array_split(b, 3, axis=1)[0]", "np.array_split(c, 7)[6]",
        "np.hsplit(b, 2)[1]", "np.vsplit(b, 3)[2]", "np.dsplit(a, 2)[1]", "np.hsplit(c, 5)[3]",
        "np.unstack(b)[1]", "np.unstack(b, axis=1)[2]", "np.unstack(a, axis=-1)[0]",
        "np.split(c, [-1])[1]", "len(np.array_split(c, 3))", "np.split(c, np.array([1, 2]))[1]"])


def dtypes(r):
    r.values("x = np.arange(3)", [
        "np.can_cast(np.int32, np.int64)", "np.can_cast(np.int64, np.int32)",
        "np.can_cast(np.float64, np.float32, 'same_kind')", "np.can_cast(float, int, 'unsafe')",
        "np.can_cast('int32', 'float32')", "np.can_cast(x, np.float64)",
        "np.isdtype(np.dtype('int32'), 'integral')", "np.isdtype(np.dtype('float32'), ('real floating', 'bool'))",
        "np.isdtype(np.dtype('int32'), np.dtype('int64'))", "np.isdtype(np.dtype(bool), 'numeric')",
        "np.finfo(np.float32).eps", "np.finfo(float).max", "np.finfo(np.float64).tiny",
        "np.finfo(np.float32).min", "np.finfo(np.float64).bits", "np.iinfo(np.int32).max",
        "np.iinfo(int).min", "np.iinfo(x.dtype).bits", "np.result_type(x, np.float32) == np.float64",
        "np.result_type(np.int32, np.float32) == np.float64", "np.result_type(x, 2.5) == float",
        "np.promote_types(np.int32, bool) == np.int32", "np.result_type(np.int32, 3) == np.int32"])


def errors(r):
    for script, message in (
        ("np.arange(6).reshape(4, 2)", "cannot reshape array of size 6 into shape (4,2)"),
        ("np.arange(6).reshape(4, -1)", "cannot reshape array of size 6 into shape (4,"),
        ("np.arange(6).reshape(-1, -1)", "can only specify one unknown dimension"),
        ("np.concatenate([np.ones((2, 3)), np.ones((2, 2))])",
         "all the input array dimensions except for the concatenation axis must match exactly, but"
         " along dimension 1, the array at index 0 has size 3 and the array at index 1 has size 2"),
        ("np.concatenate([])", "need at least one array to concatenate"),
        ("np.concatenate([np.array(1), np.array(2)])",
         "zero-dimensional arrays cannot be concatenated"),
        ("np.concatenate([np.ones(2)], axis=1)", "axis 1 is out of bounds for array of dimension 1"),
        ("np.stack([np.ones(2), np.ones(3)])", "all input arrays must have the same shape"),
        ("np.stack([])", "need at least one array to stack"),
        ("np.split(np.arange(5), 2)", "array split does not result in an equal division"),
        ("np.moveaxis(np.ones((2, 3)), 2, 0)",
         "source: axis 2 is out of bounds for array of dimension 2"),
        ("np.moveaxis(np.ones((2, 3)), [0, 1], 0)",
         "`source` and `destination` arguments must have the same number of elements"),
        ("np.flip(np.ones(3), 1)", "axis 1 is out of bounds for array of dimension 1"),
        ("np.fliplr(np.ones(3))", "Input must be >= 2-d."),
        ("np.rot90(np.ones((2, 2)), 1, (0, 0))", "Axes must be different."),
        ("np.repeat(np.arange(3), -1)", "negative dimensions are not allowed"),
        ("np.repeat(np.arange(3), [1, -1, 2])", "repeats may not contain negative values."),
        ("np.pad(np.arange(3), -1)", "index can't contain negative values"),
        ("np.diag(np.ones((2, 2, 2)))", "Input must be 1- or 2-d."),
        ("np.diagonal(np.ones(3))", "diag requires an array of at least two dimensions"),
        ("np.matrix_transpose(np.ones(3))",
         "Input array must be at least 2-dimensional, but it is 1"),
        ("np.eye(-1)", "negative dimensions are not allowed"),
        ("np.zeros((2, -1))", "negative dimensions are not allowed"),
        ("np.meshgrid([1], [2], indexing='x')",
         "Valid values for `indexing` are 'xy' and 'ij'."),
        ("np.geomspace(0, 1)", "Geometric sequence cannot include zero"),
        ("np.logspace(0, 1, -3)", "Number of samples, -3, must be non-negative."),
        ("np.broadcast_arrays(np.ones(2), np.ones(3))",
         "shape mismatch: objects cannot be broadcast to a single shape"),
        ("np.reshape(np.ones(3), (3,), foo=1)", "got an unexpected keyword argument 'foo'"),
    ):
        r.error(script, message)
