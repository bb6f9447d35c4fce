"""What print shows: arrays as NumPy formats them, numbers, shapes."""

A = "A = np.array([[1, 2, 3], [4, 5, 6]])\nB = np.array([[7, 8, 9], [10, 11, 12]])\n"


def record(r):
    r.prints(A + "print(A + B)")
    r.prints(A + "print(A * B)")
    r.prints("a = np.array([1, 2, 3])\nb = 2\nprint(a + b, a * b)")
    r.prints("print(np.arange(3) / 3)")
    r.prints("print(np.array([1.0, 2.5, -3.25]))")
    r.prints("print(np.array([1e-10, 1.0, 1e10]))")
    r.prints("print(np.array([0.1, np.nan, np.inf]))")
    r.prints("print(np.array([0.1, 0.2], dtype=np.float32))")
    r.prints("print(np.array([True, False]))")
    r.prints("print(np.array(5), np.array(2.5))")
    r.prints("print(np.zeros((0, 3)), np.array([]))")
    r.prints("print(np.arange(2000))")
    r.prints("print(np.arange(2000)[:, None] * np.arange(3))")
    r.prints("print(np.zeros((2, 2, 2)))")
    r.prints("x = np.arange(6.0)\nprint(x.sum(), x.mean(), x.min(), x.argmax(), x.any())")
    r.prints("x = np.arange(6, dtype=np.float32)\nprint(x.sum(), x.mean() / 3)")
    r.prints("x = np.zeros((2, 3), dtype=np.int32)\nprint(x.shape, x.dtype, x.ndim, x.size)")
    r.prints("x = np.zeros((2, 3))\nprint(x.nbytes, x.strides, len(x), x.T.strides)")
    r.prints("c = np.random.random((1, 1000))\nprint(c.strides, c.shape)")
    r.prints("x = np.arange(3)\nprint('x is', x, sep=': ', end='!')\nprint()")
    r.prints("print(1 / 3, 7 // 2, 2 ** 10, True, None, (1, 2), [1.0, 2])")
    r.prints("print(np.random.default_rng(42).random(3))")
    r.prints("x = np.arange(3)\nprint(x[1], x[1:], x[::-1], x[None].shape)")
    r.prints("D = np.abs(np.arange(3)[:, None] - np.arange(3))\nprint(D)\nprint(D.argmin(1))")
    r.prints("print(np.unique_all([3, 1, 3]), np.unique_counts([0.5, 0.5]), np.unique_inverse([[2, 1], [1, 1]]))")
    r.prints("print([np.finfo(np.float32), np.finfo(float), np.iinfo(np.int16), np.iinfo('u4')])")
    r.prints("print(np.dtype('f4').kind, np.dtype('u1'), np.iinfo('i2').max, np.finfo('f4').resolution)")
    r.prints("print(divmod(7, 2), divmod(-7.5, 2), divmod(np.arange(3), 2))")
    options(r)


def options(r):
    arrays = ("np.arange(30.0).reshape(5, 6) / 7", "np.array([1e-5, 1.0, 12345.678])", "np.arange(12) * 1000",
              "np.array([1e-9, 3.25, 2e7])", "np.array([[True, False], [False, True]])",
              "np.linspace(0, 1, 9).astype(np.float32)", "np.array([np.nan, -np.inf, 1 / 3])",
              "np.array([1 + 2j, -0.5 + 1e-3j])", "np.array([5, -7])", "np.array([np.inf, np.nan])",
              "np.array([0.1, 1 / 3, -0.0])", "np.array([[0.1, 1e10]], dtype=np.float32)")
    for given in ("precision=3", "precision=0", "suppress=True", "precision=4, suppress=True",
                  "threshold=5", "threshold=5, edgeitems=1", "linewidth=30", "precision=12",
                  "precision=2, threshold=10, edgeitems=2, linewidth=40",
                  "sign='+'", "sign=' '", "sign='-'", "nanstr='NA', infstr='infinite'", "nanstr='not a number'",
                  "floatmode='fixed'", "floatmode='unique'", "floatmode='maxprec_equal'", "floatmode='maxprec'",
                  "floatmode='fixed', precision=3", "floatmode='maxprec_equal', precision=3",
                  "floatmode='unique', precision=3", "floatmode='fixed', precision=20",
                  "floatmode='maxprec_equal', precision=20", "floatmode='fixed', sign=' ', suppress=True",
                  "floatmode='unique', sign='+', suppress=True", "floatmode='fixed', precision=0"):
        prints = "".join(f"\nprint({array})" for array in arrays)
        r.prints(f"np.set_printoptions({given}){prints}")
    r.error("np.set_printoptions(sign='x')", "sign option must be one of ' ', '+', or '-'")
    r.error("np.set_printoptions(floatmode='x')", "floatmode option must be one of")
    r.error("np.set_printoptions(precision=1.5)", "precision must be an integer")
    r.error("np.set_printoptions(threshold='x')", "threshold must be numeric")
    r.prints("np.set_printoptions(precision=2)\nprint(np.arange(3) / 7)\nnp.set_printoptions(precision=5)\n"
             "print(np.arange(3) / 7)")
