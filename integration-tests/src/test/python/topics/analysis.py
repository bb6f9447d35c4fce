"""Integrals, interpolation, polynomials, powers of matrices, covariances with weights, and other small functions."""

SETUP = "x = np.linspace(0, 3, 13)\ny = np.sqrt(x + 1)\nm = np.arange(12.0).reshape(3, 4) ** 2\ni = np.array([3, 1, 4, 1])"


def record(r):
    r.values(SETUP, ["np.trapezoid(y, x)", "np.trapezoid(y)", "np.trapezoid(y, dx=0.25)", "np.trapezoid(m)", "np.trapezoid(m, axis=0)",
                     "np.trapezoid(m, [0, 1, 3, 4])", "np.trapezoid(m, [0, 1, 5], axis=0)", "np.trapezoid(m, m)", "np.trapezoid(i)",
                     "np.trapezoid([5.0])"], relative=1e-15)
    r.values(SETUP, [f"np.interp({a})" for a in (
        "0.7, x, y", "[-1, 0, 0.1, 1.3, 2.999, 3, 4], x, y", "m / 40, x, y", "[-1, 4], x, y, left=-5, right=9", "i, [0, 2, 5], [1, 0, 7]",
        "[np.nan, 1, np.inf, -np.inf], x, y", "[1, 2, 3], [2], [5.5]", "[1.5, 2.5], [1, 2, 2, 3], [10, 20, 30, 40]",
        "np.linspace(0, 2000, 50), np.arange(1500), np.arange(1500) ** 0.5")], ulps=1)
    r.values(SETUP, ["np.polyval([1, 2, 3], 5)", "np.polyval([1.5, -2], x)", "np.polyval(i, m)", "np.polyval([], x)",
                     "np.modf(np.array([1.5, -2.25, 3, -0.0, np.inf, -np.inf]))[0]", "np.modf([1.5, -2.25, 3, -0.5])[1]",
                     "np.modf(np.float32([1.25, -7.5]))[0]", "np.linalg.matrix_power([[1, 1], [1, 0]], 30)",
                     "np.linalg.matrix_power(m[:, :3], 0)", "np.linalg.matrix_power([[[2, 0], [1, 1]], [[0, 1], [1, 1]]], 3)",
                     "np.linalg.multi_dot([m, m.T, m])", "np.linalg.multi_dot([i, m.T, [1, 2, 3]])", "np.vecmat(i[:3], m)",
                     "np.vecmat([1j, 2], [[1, 2j], [3, 4]])", "np.matvec(m, i)"])
    r.values(SETUP, ["np.cov(m, y=m[::-1] + i)", "np.cov(x, y)", "np.cov(m, rowvar=False, y=m)", "np.cov(m, fweights=[1, 2, 3, 1])",
                     "np.cov(m, aweights=[1, 0.5, 3, 1])", "np.cov(m, fweights=i, aweights=[1, 0.5, 3, 1])",
                     "np.cov(m, aweights=[1, 0.5, 3, 1], ddof=0)", "np.cov(m, bias=True, fweights=i)", "np.corrcoef(x, y)",
                     "np.corrcoef(m, m[0] + i)", "np.cov(m.astype(np.float32), dtype=np.float32)"], relative=1e-6)
    r.values(SETUP, ["np.histogram_bin_edges(x, 5)", "np.histogram_bin_edges(m, 'auto')", "np.histogram_bin_edges(i, [1, 2, 5])",
                     "np.histogram_bin_edges(x, 4, range=(0, 2))", "np.array_equiv([1, 2], [[1, 2], [1, 2]])", "np.array_equiv([1, 2], [1, 3])",
                     "np.array_equiv([1, 2], [1, 2, 3])", "np.isscalar(3.5)", "np.isscalar(m)", "np.isscalar(m[0, 0])", "np.isscalar('x')",
                     "np.asanyarray(i)", "np.ascontiguousarray(5)", "np.ascontiguousarray(m.T)", "np.resize(i, (2, 5))", "np.resize(m, 3)",
                     "np.resize([], 3)", "np.rollaxis(m, 1)", "np.rollaxis(np.zeros((2, 3, 4)), 2, 1)", "np.rollaxis(np.zeros((2, 3, 4)), 0, 3)",
                     "m[np.diag_indices(3)]", "np.zeros((2, 2, 2))[np.diag_indices(2, 3)]"])
    r.prints("x = np.arange(6.0).reshape(2, 3) / 7\nprint(np.array_str(x, precision=2), np.array_repr(x, precision=3))\n"
             "print(np.array_repr(np.float64(2.5)), np.array_str(np.arange(30), max_line_width=20), np.array_str(x * 1e-9, suppress_small=True))")
    r.values(SETUP, [f"np.interp({x}, {xp}, {fp}, period={period})" for x, xp, fp, period in (
        ("np.linspace(-400, 800, 40)", "[-180, 170, -185, 185, -10, -5, 0, 365]", "[5, 3, 10, 3, 4, 1, 7, 2]", 360),
        ("x", "[0.5, 2, 1.5]", "[1, 2, 4]", 2.5), ("[0, 7, np.nan]", "[3]", "[2]", -2),
        ("np.arange(50) * 0.37", "np.arange(100) * 0.1", "np.sin(np.arange(100) * 0.1)", 10))], relative=1e-15)
    r.values(SETUP, [
        "np.mgrid[0:3, 0:4]", "np.mgrid[1:9:2, -1:1:0.5]", "np.mgrid[-1:1:5j]", "np.mgrid[0:1:3j, 2:5:4j]", "np.mgrid[:4]",
        "np.mgrid[2:8:3]", "np.mgrid[0.5:3]", "np.mgrid[:3, 1:4:1.5, 0:1:2j]", "np.mgrid[3:1]", "np.mgrid[0:5:1j]", "np.mgrid[0:2,]",
        "np.ogrid[0:3, 0:4][0]", "np.ogrid[0:3, 0:4][1]", "np.ogrid[-1:1:5j]", "np.ogrid[0:1:3j, 2:5][1]", "np.ogrid[0:6:2,][0]",
        "np.ogrid[3:1, 0:2][0]", "np.mgrid[10:2:-3, 0:2]", "(np.ogrid[0:3, 0:4][0] * 10 + np.ogrid[0:3, 0:4][1])",
        "np.vander([1, 2, 3, 5])", "np.vander([1, 2, 3, 5], 3)", "np.vander([1, 2, 3], increasing=True)", "np.vander(x[:4], 6)",
        "np.vander([True, False], 3)", "np.vander(np.float32([1.5, -2]), 4)", "np.vander([2, 3], 0)", "np.vander([2, 3], N=1)",
        "np.vander([], 2)", "np.vander([1j, 2 - 1j], 4, increasing=True)", "np.vander(np.int8([3, -7]), 30)"])
    r.values(SETUP, [f"np.{window}({length})" for window in ("bartlett", "blackman", "hamming", "hanning")
                  for length in (0, 1, 2, 7, 12, 4.5, -3)], relative=1e-15)
    r.error("np.interp(1, [1, 2], [1, 2], period=0)", "period must be a non-zero value")
    r.error("np.vander(np.eye(2))", "x must be a one-dimensional array or sequence.")
    r.error("np.vander([1, 2], -1)", "negative dimensions are not allowed")
    r.error("np.mgrid[3:1, 0:2]", "negative dimensions are not allowed")
    r.error("np.mgrid[3]", "'int' object has no attribute 'step'")
    r.error("np.histogram(np.where(np.arange(300000) == 7, np.nan, 1.0))", "autodetected range of [nan, nan] is not finite")
    r.error("np.histogram(np.where(np.arange(300000) == 7, np.inf, 1.0))", "autodetected range of [1.0, inf] is not finite")
    r.error("np.interp(1, np.zeros((1, 1)), [1])", "object too deep for desired array")
    r.error("np.interp(1, [1, 2], [1])", "fp and xp are not of the same length.")
    r.error("np.interp(1, [], [])", "array of sample points is empty")
    r.error("np.cov(np.zeros((2, 2, 2)))", "m has more than 2 dimensions")
    r.error("np.cov([1, 2], fweights=[1, 2, 3])", "incompatible numbers of samples and fweights")
    r.error("np.cov([1, 2], aweights=[1, -2])", "aweights cannot be negative")
    r.error("np.linalg.multi_dot([np.eye(2)])", "Expecting at least two arrays.")
    r.error("np.linalg.matrix_power(np.zeros((2, 3)), 2)", "Last 2 dimensions of the array must be square")
    r.error("np.vecmat([1, 2], np.zeros((3, 2)))", "vecmat: Input operand 1 has a mismatch in its core dimension 0")
    r.error("np.rollaxis(np.zeros((2, 3)), 0, 5)", "'start' arg requires -2 <= start < 3, but 5 was passed in")
