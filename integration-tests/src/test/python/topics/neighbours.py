"""Gradients, convolutions, and angles without jumps."""

SETUP = ("x = np.array([1.0, 2, 4, 7, 11, 16])\nm = np.arange(20.0).reshape(4, 5) ** 2 % 17\n"
         "v = np.array([0.5, -1, 2])\ni = np.array([3, 1, 4, 1, 5, 9, 2])\nc = np.array([0, 1, 1.5, 3.5, 4, 6])")


def record(r):
    r.values(SETUP, [f"np.gradient({a})" for a in ("x", "x, 2", "x, c", "x, edge_order=2", "x, c, edge_order=2", "i", "x[:2]", "m, axis=0",
                                                   "m, axis=-1", "m, [0, 1, 3, 4.5, 7], axis=1, edge_order=2", "x.astype(np.float32)",
                                                   "x * (1 + 2j)")]
             + [f"np.gradient({a})[{k}]" for a in ("m", "m, 2.5", "m, 2, [0, 1, 3, 4.5, 7]", "m, edge_order=2, axis=(1, 0)") for k in (0, 1)],
             relative=1e-15)
    r.values(SETUP, [f"np.{f}({a}, mode='{mode}')" for f in ("convolve", "correlate") for mode in ("full", "same", "valid")
                     for a in ("x, v", "v, x", "x, [1, -1]", "[1, -1], x", "i, [1, 2, 3, 4]", "i, i", "x, [3]", "x * 1j, [1, 2j]")]
             + ["np.convolve(x, v)", "np.correlate(x, v)", "np.convolve([1, 2], 3)", "np.convolve(i.astype(np.int8), np.ones(3, np.int8))"],
             relative=1e-14)
    r.values("p = np.cumsum(np.array([0.5, 3, 2, -4, 7, -3.2, 1])) % 6.25", [f"np.unwrap({a})" for a in (
        "p", "p * 2, discont=5", "p.reshape(7, 1) * [1, 2]", "p.reshape(7, 1) * [1, 2], axis=0", "np.arange(20) % 6, period=6", "p[:1]",
        "p % 4, period=4")], relative=1e-14)
    r.error("np.gradient(np.arange(3), 1, 2)", "invalid number of arguments")
    r.error("np.gradient(np.arange(3.0), [1, 2])", "when 1d, distances must match the length of the corresponding dimension")
    r.error("np.gradient([1.0])", "Shape of array too small to calculate a numerical gradient")
    r.error("np.gradient([1.0, 2, 3], edge_order=3)", "'edge_order' greater than 2 not supported")
    r.error("np.convolve([], [1])", "a cannot be empty")
    r.error("np.convolve([1], [1], 'x')", "mode must be one of 'valid', 'same', or 'full' (got 'x')")
