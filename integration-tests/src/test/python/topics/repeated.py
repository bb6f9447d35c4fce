"""Methods of ufuncs: operators put between the elements along axes, and between all pairs."""

SETUP = """
rng = np.random.default_rng(3)
x = np.arange(24).reshape(2, 3, 4) * 7 % 11
f = np.arange(12.0).reshape(3, 4) * 5 % 7 - 3
g = np.array([[1.5, np.nan, 2.0], [0.25, 3.0, np.nan]])
f4 = f.astype(np.float32)
i1 = (np.arange(12).reshape(3, 4) * 37 % 101 - 50).astype(np.int8)
u1 = (np.arange(12) * 37 % 251).astype(np.uint8)
u8 = np.array([1, 2**63, 2**64 - 1], dtype=np.uint64)
b = np.array([[True, False, True], [True, True, False]])
z = np.array([1 + 2j, 3 - 1j])
e = np.zeros((0, 3))
"""


def record(r):
    reductions(r)
    accumulations(r)
    outer(r)
    errors(r)


def grouped(r, calls):
    for start in range(0, len(calls), 20):
        r.values(SETUP, calls[start:start + 20])


def reductions(r):
    calls = [f"np.{name}.reduce({array}{options})"
             for name in ("add", "multiply", "maximum", "minimum", "logical_and", "logical_or", "logical_xor")
             for array in ("x", "f", "i1", "b", "f4")
             for options in ("", ", axis=1", ", axis=None", ", 0, keepdims=True", ", axis=(0, 1)")]
    calls += [f"np.{name}.reduce({array}{options})"
              for name in ("bitwise_and", "bitwise_or", "bitwise_xor")
              for array in ("x", "i1", "u1", "u8", "b")
              for options in ("", ", axis=None", ", axis=-1, keepdims=True")]
    calls += ["np.add.reduce(x, dtype=float)", "np.add.reduce(x, axis=1, dtype='i1')", "np.add.reduce(u1)", "np.add.reduce(5)",
              "np.add.reduce(np.array(5.5))", "np.add.reduce(x, initial=10)", "np.add.reduce(x, axis=2, where=[True, False, True, True])",
              "np.multiply.reduce(b)", "np.multiply.reduce(z)", "np.add.reduce(z)", "np.add.reduce(e)", "np.multiply.reduce(e)",
              "np.add.reduce([])", "np.multiply.reduce([])", "np.logical_and.reduce([])", "np.logical_or.reduce([])",
              "np.bitwise_or.reduce(np.array([], dtype=int))", "np.bitwise_and.reduce(np.array([], dtype=np.int32))",
              "np.maximum.reduce(x, initial=9)", "np.minimum.reduce(x, initial=3, where=x > 1)", "np.maximum.reduce(f, dtype=np.float32)",
              "np.maximum.reduce(x, dtype=float)", "np.maximum.reduce(5)", "np.maximum.reduce(e, axis=1)", "np.fmax.reduce(g)",
              "np.fmin.reduce(g, axis=1)", "np.fmax.reduce(x, axis=None)", "np.maximum.reduce(g)", "np.add.reduce(x, axis=())",
              "np.add.reduce([[1, 2], [3, 4]], axis=-1)", "np.logical_or.reduce(f > 2, axis=1)", "np.bitwise_xor.reduce(x, initial=5)",
              "np.bitwise_or.reduce(x, axis=2, where=[True, False, True, True])", "np.bitwise_and.reduce(x, where=x > 3)",
              "np.logical_and.reduce(x, dtype=bool)", "np.logical_xor.reduce(f, axis=None)", "np.add.reduce(array=x, axis=1)"]
    grouped(r, calls)
    r.values(SETUP, ["np.logaddexp.reduce(f)", "np.logaddexp.reduce(f, axis=1, keepdims=True)", "np.logaddexp.reduce(f, axis=None)"], ulps=8)


def accumulations(r):
    calls = [f"np.{name}.accumulate({array}{options})"
             for name in ("add", "multiply", "maximum", "minimum", "logical_and", "logical_or", "logical_xor")
             for array in ("x", "f", "b", "i1")
             for options in ("", ", axis=1", ", -1")]
    calls += ["np.add.accumulate(x, axis=2, dtype=float)", "np.maximum.accumulate(u8)", "np.minimum.accumulate(u8[::-1])",
              "np.maximum.accumulate(u1)", "np.maximum.accumulate(g, axis=1)", "np.minimum.accumulate(f4, 1)", "np.maximum.accumulate(e)",
              "np.minimum.accumulate(x, dtype=np.float32)", "np.bitwise_or.accumulate(b)", "np.bitwise_xor.accumulate(b, axis=1)",
              "np.maximum.accumulate([0.0, -0.0, 1.0, -np.inf, np.inf])", "np.add.accumulate(z)",
              "np.maximum.accumulate(np.arange(100000) * 7919 % 10007)", "np.minimum.accumulate(np.arange(100000)[::-1] / 7)",
              "np.maximum.accumulate((np.arange(600000) * 7919 % 100003).reshape(3, 200000), axis=1)[:, ::5000]"]
    grouped(r, calls)


def outer(r):
    calls = [f"np.{name}.outer({arguments})"
             for name in ("add", "subtract", "multiply", "maximum", "less", "floor_divide", "power")
             for arguments in ("[1, 2], [1, 2, 3]", "x, [3, 4]", "1, [1, 2]", "[2.5], 2", "3, 4")]
    calls += ["np.multiply.outer(i1, [1, 2])", "np.multiply.outer(i1[0], 2)", "np.multiply.outer(np.float32(3), 2)",
              "np.power.outer([1, 2], [1, 2], dtype=float)", "np.multiply.outer(b, u1)", "np.divmod.outer([7, 8], [2, 3])[0]",
              "np.divmod.outer([7, 8], [2, 3])[1]", "np.multiply.outer(z, [1, 1j])", "np.add.outer(e, [1, 2])", "np.equal.outer([1, 2], [2, 1])",
              "np.subtract.outer(np.arange(4), np.arange(4))", "np.logical_and.outer(b[0], b[1])"]
    grouped(r, calls)
    r.prints("print(np.add.nin, np.add.nout, np.add.nargs, np.sqrt.nin, np.divmod.nout, np.sqrt)\nprint(np.add)")


def errors(r):
    for script, message in (
            ("np.add.reduce([1, 2], 2)", "axis 2 is out of bounds for array of dimension 1"),
            ("np.add.reduce([1, 2], axis=1.5)", "'float' object cannot be interpreted as an integer"),
            ("np.add.reduce([1, 2], foo=1)", "reduce() got an unexpected keyword argument 'foo'"),
            ("np.maximum.reduce([])", "zero-size array to reduction operation maximum which has no identity"),
            ("np.maximum.reduce(np.zeros((0, 3)))", "zero-size array to reduction operation maximum which has no identity"),
            ("np.maximum.reduce([1, 2], where=[True, False])",
             "reduction operation 'maximum' does not have an identity, so to use a where mask one has to specify 'initial'"),
            ("np.bitwise_and.reduce([1.5])",
             "ufunc 'bitwise_and' not supported for the input types, and the inputs could not be safely coerced"),
            ("np.add.accumulate([[1, 2]], axis=None)", "accumulate does not allow multiple axes"),
            ("np.add.accumulate(5)", "cannot accumulate on a scalar"),
            ("np.sqrt.reduce([1])", "reduce only supported for binary functions"),
            ("np.sqrt.accumulate([1])", "accumulate only supported for binary functions"),
            ("np.sqrt.outer([1], [2])", "outer product only supported for binary functions"),
            ("np.divmod.reduce([1])", "reduce only supported for functions returning a single value"),
            ("np.logical_and.reduce([1, 2], dtype=int)",
             "No loop matching the specified signature and casting was found for ufunc logical_and"),
            ("np.add.foo", "'numpy.ufunc' object has no attribute 'foo'")):
        r.error(script, message)
