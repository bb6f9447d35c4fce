"""Complex numbers: operators, functions, reductions, products, order, dtypes, printing, refusals."""

Z = "z = np.array([1+2j, -3.5j, 0, 1e5-1j, -2.25, -1-1j, 0.3+0.4j, 1e-8j, 7-0.5j, -6+2j, 4j, 0.5])"
W = "w = np.array([2-1j, 1j, 3+0.5j, -1, 0.25-4j, 2.5, -1+1j, 1-1j, 2j, 1+3j, -0.5-0.5j, 6])"
ODD = "z = np.array([complex(np.nan, 1), complex(1, np.nan), complex(np.inf, 1), complex(1, -np.inf), complex(-np.inf, 2), 0, complex(0, -0.0), complex(-0.0, 0), 1])"
DTYPES = ("np.complex128", "np.complex64")
SHAPES = ("z[3]", "z[:0]", "z[:1]", "z.reshape(3, 4).T", "z[::-2]", "z[None, :, None]", "z.reshape(2, 3, 2)[:, ::-1]")
EXACT = ("np.negative", "np.positive", "np.conj", "np.conjugate", "np.real", "np.imag", "np.isnan", "np.isinf",
         "np.isfinite", "np.isreal", "np.iscomplex", "np.rint", "np.logical_not", "np.iscomplexobj", "np.isrealobj")
ROUNDED = ("np.square", "abs", "np.absolute", "np.sign", "np.reciprocal", "np.sqrt", "np.exp", "np.expm1", "np.log",
           "np.log2", "np.log10", "np.log1p", "np.sin", "np.cos", "np.tan", "np.sinh", "np.cosh", "np.tanh", "np.arcsin",
           "np.arccos", "np.arctan", "np.arcsinh", "np.arccosh", "np.arctanh", "np.angle", "np.sinc")
SMALL = "z = np.array([1+2j, -0.5j, 0.75, -2.25, -1-1j, 0.3+0.4j, 2-0.5j, -1.5+2j, 2j, 0.5, 1.25-2j, -3+0.1j])"


def record(r):
    for dtype in DTYPES:
        # What NumPy itself is off by in complex64 differs from one processor to the next.
        ulps = 4 if dtype == "np.complex128" else 8
        setup = f"{Z}.astype({dtype})\n{W}.astype({dtype})"
        r.values(setup, [f"{f}(z)" for f in EXACT])
        r.values(f"{SMALL}.astype({dtype})", [f"{f}(z)" for f in ROUNDED if not f.endswith(("tanh", "sinc"))], ulps=ulps)
        r.values(f"{SMALL}.astype({dtype})", ["np.arctanh(z)", "np.tanh(z)", "np.sinc(z)"], ulps=4 * ulps)
        binary(r, setup, dtype, ulps)
        reductions(r, setup, ulps)
        r.values(setup, [f"{shape} + 1" for shape in SHAPES] + [f"{shape}.astype(np.complex64)" for shape in SHAPES])
        r.values(setup, [f"({shape}).sum()" for shape in SHAPES if ":0" not in shape], relative=1e-6)
        manipulation(r, setup)
    special(r)
    dtypes(r)
    products(r)
    printing(r)
    errors(r)


def binary(r, setup, dtype, ulps):
    r.values(setup, ["z + w", "z - w", "z + 1", "1j - z", "z == w", "z != w", "z < w", "z >= w", "z <= z", "z > w",
                     "np.equal(z, z.real)", "np.maximum(z, w)", "np.minimum(z, w)", "np.fmax(z, w)", "np.fmin(z, w)",
                     "np.where(z.real > 0, z, w)", "np.where(z.real > 0, z, 1)", "np.logical_and(z, w)",
                     "np.logical_xor(z, 0)", "np.clip(z, -1, 1)", "z[:, None] + w", "z + np.arange(12)", "z.real - 1j"])
    r.values(setup, ["z * w", "z / w", "z * 2", "2j * z", "z / 3", "1 / w", "z[:, None] * w", "z ** 2", "w ** 3", "w ** -2",
                     "np.true_divide(z, 1j)", "z ** 0", "z ** 1", "np.multiply(z, z.real)"], ulps=ulps)
    r.values(setup, ["w ** 0.5", "2 ** w", "w ** (1+1j)", "w[:4] ** w[4:8]", "w ** 2.5", "np.power(w, 1j)"], ulps=8 * ulps)
    if dtype == "np.complex128":
        r.values(setup, ["np.float_power(w, 2)", "np.round(z / 3, 2)", "z / np.arange(1, 13)"], ulps=8)


def reductions(r, setup, ulps):
    r.values(setup, ["z.sum()", "z.reshape(3, 4).sum(0)", "z.reshape(3, 4).sum(axis=1, keepdims=True)", "z.mean()",
                     "z.reshape(3, 4).mean(1)", "z.var()", "z.std()", "w.reshape(2, 6).var(0, ddof=1)", "np.cumsum(w)",
                     "w.reshape(3, 4).cumsum(1)", "np.diff(w)", "np.sum(w, where=w.real > 0)", "np.sum(w, initial=1j)",
                     "np.nansum(w)", "np.nanmean(w)", "np.average(w, weights=np.arange(12))", "np.trace(w.reshape(3, 4))",
                     "np.ptp(z)", "np.mean(w, where=w.real > 0)"], relative=1e-6 if ulps > 4 else 1e-14)
    r.values(setup, ["w.prod()", "w.reshape(3, 4).prod(0)", "np.cumprod(w)", "np.prod(np.ones((70, 2)) * 1j, 0)",
                     "np.prod(1 + 0.001j * np.arange(100))", "w.reshape(4, 3).cumprod(0)", "np.nanprod(w)"],
             relative=1e-5 if ulps > 4 else 1e-13)
    r.values(setup, ["z.max()", "z.min()", "z.argmax()", "z.argmin()", "z.reshape(3, 4).max(1)", "z.reshape(3, 4).argmin(0)",
                     "z.any()", "z.all()", "z.reshape(3, 4).any(1)", "np.count_nonzero(z)", "np.sort(z)", "np.argsort(z)",
                     "np.sort(z.reshape(3, 4), axis=0)", "np.unique(np.concatenate([z, z[:3]]))", "np.isin(z, z[:2])",
                     "np.array_equal(z, z)", "np.allclose(z, z)", "np.isclose(z, w)"])


def manipulation(r, setup):
    r.values(setup, ["np.concatenate([z, w])", "np.concatenate([z, np.arange(2)])", "np.stack([z, w], 1)", "np.roll(z, 3)",
                     "np.flip(z)", "z.reshape(3, 4)", "z.reshape(3, 4).T.ravel()", "np.tile(z, 2)", "np.repeat(z, 2)",
                     "np.pad(z, 2)", "z[[3, 1, -1]]", "z[z.real > 0]", "np.take(z, [[0, 1], [2, 3]])", "np.diag(z[:3])",
                     "np.tril(z.reshape(3, 4))", "np.zeros(3, z.dtype)", "np.ones_like(z)", "np.full_like(z, 2j)",
                     "np.eye(2, dtype=z.dtype)", "np.nonzero(z)[0]", "np.broadcast_to(z[:2], (2, 2))", "np.squeeze(z[None])",
                     "np.nan_to_num(z)", "np.append(z, 1j)", "np.where(z.real > 0)[0]", "z.imag", "z.real", "np.rot90(z.reshape(3, 4))"])
    r.value(f"{setup}\nz[2] = 5j\nz[-3:] = [1, 2j, 3]\nz[z.imag > 1] = 0\nz")
    r.value(f"{setup}\nz += 1\nz *= 1\nz")
    r.value(f"{setup}\nx = np.arange(3.0)\nx = x + z[:3]\nx.dtype == z.dtype")


def special(r):
    r.values(ODD, ["-z", "z + 1", "z == z", "z != z", "np.isnan(z)", "np.isinf(z)", "np.isfinite(z)", "z.conj()", "np.sort(z)",
                   "np.argsort(z)", "abs(z)", "np.maximum(z, z[::-1])", "np.minimum(z, 1)", "np.fmax(z, z[::-1])", "z < 1",
                   "z <= z[::-1]", "np.nan_to_num(z)", "z.any()", "z.astype(bool)", "z[5:].prod()", "np.unique(z[5:])",
                   "np.sqrt(z[5:8])", "np.exp(z[5:8])", "z[8] / 0", "z[5] / 0", "np.nanmax(z.real)"])


def dtypes(r):
    r.values("z = np.arange(3) * (1+1j)\nc = z.astype(np.complex64)",
             ["z", "c", "np.array([1, 2.5, 1j])", "np.array([1, 2], dtype=complex)", "np.float32(2) * c", "c * 1j", "c + 1.5",
              "c + np.float64(1)", "c + np.arange(3)", "c + np.arange(3, dtype=np.int8)", "c + np.ones(3, np.float32)",
              "np.ones(3, np.float32) * 1j", "np.arange(3, dtype=np.int8) * 1j", "np.ones(3, bool) + 1j", "z.astype(float)",
              "z.astype(np.int32)", "z.astype(bool)", "np.result_type(c, 1j) == np.complex64", "np.can_cast(complex, float)",
              "np.can_cast(np.float32, np.complex64)", "np.isdtype(c.dtype, 'complex floating')", "np.finfo(c.dtype).bits",
              "np.complex64(1+2j)", "np.complex128(3)", "z.itemsize", "c.nbytes", "np.promote_types(np.complex64, np.float64) == complex", "np.full(2, 1j)", "np.sum(z, dtype=np.complex64)",
              "np.isdtype(z.dtype, 'numeric')", "np.array(1j)", "(1+2j).real", "2j ** 2", "(1+2j) / 4j",
              "abs(3+4j)", "(1+2j) == (1+2j)", "complex(1, 2)", "complex(1j, 2j)", "(-8) ** 0.5 - 1j * 8 ** 0.5 + 1", "-(1-2j)"], ulps=2)


def products(r):
    setup = ("a = (np.arange(12) - 5 + 1j * np.arange(12)[::-1]).reshape(3, 4)\n"
             "b = (np.arange(8) * 0.5 - 1j * np.arange(8)).reshape(4, 2)")
    r.values(setup, ["a @ b", "np.dot(a, b)", "a.real @ b", "a @ b.imag", "np.vdot(a, a)", "np.vecdot(a, a[::-1])", "np.inner(a, a)",
                     "np.outer(a[0], b[:, 0])", "np.einsum('ij,jk->ik', a, b)", "np.einsum('ij->j', a)", "np.tensordot(a, b, 1)",
                     "np.kron(a[:2, :2], b[:2])", "np.linalg.norm(a)", "np.linalg.norm(a, axis=1)", "np.linalg.norm(a, 1)",
                     "np.cross(a[:, :3], a[:, 1:])", "np.matvec(a, b[:, 0])", "np.linalg.vector_norm(a, ord=3)", "np.cov(a)",
                     "np.corrcoef(a)", "np.trace(a[:, :3])"], relative=1e-14)


def printing(r):
    r.prints("print(np.array([1+2j, -3.5j, 0, 1e10-1j]))\nprint(np.array([1+2j, np.nan, np.inf], complex))")
    r.prints("z = np.array([1.5+2j, -1/3+1e-5j])\nprint([z, z[0]])")
    r.prints("z = np.array([1.5+2j, -1/3+1j/3], dtype=np.complex64)\nprint([z, z[1]])")
    r.prints("print(1j, 2+3j, -1j, 1e20+1j, (0.1+0.2j)*3, complex(0, -0.0))")
    r.prints("print(np.arange(2000).reshape(50, 40) * (1-1j))")
    r.prints("print([np.zeros((0, 2), complex), np.zeros(0, np.complex64)])")
    r.prints("print([np.array([complex(np.inf, -np.inf), complex(1, np.nan)])])")
    r.prints("np.set_printoptions(precision=3)\nprint(np.array([1/3+2j/3, 1e3, 1e-3j]))")


def errors(r):
    for f in ("floor", "ceil", "trunc", "cbrt", "deg2rad", "degrees", "signbit", "fabs"):
        r.error(f"np.{f}(np.array([1j]))", f"ufunc '{f}' not supported for the input types")
    for f in ("arctan2", "hypot", "copysign", "floor_divide", "remainder", "fmod", "nextafter", "bitwise_and", "heaviside",
              "logaddexp"):
        r.error(f"np.{f}(np.array([1j]), 2)", f"ufunc '{f}' not supported for the input types")
    r.error("np.array([1j]) % 2", "ufunc 'remainder' not supported")
    r.error("np.array([1j]) // 2", "ufunc 'floor_divide' not supported")
    r.error("x = np.zeros(2)\nx[0] = 1j", "float() argument must be a string or a real number, not 'complex'")
    r.error("x = np.zeros(2)\nx += 1j", "Cannot cast ufunc 'add' output from dtype('complex128') to dtype('float64')")
    r.error("1j < 2", "'<' not supported between instances of 'complex' and 'int'")
    r.error("1j // 2", "unsupported operand type(s) for //: 'complex' and 'int'")
    r.error("float(1j)", "float() argument must be a string or a real number, not 'complex'")
    r.error("np.quantile(np.array([1j, 2]), 0.5)", "a must be an array of real numbers")
    r.error("1j / 0", "division by zero")
    r.error("np.array([1j, 2]) & 1", "ufunc 'bitwise_and' not supported")
