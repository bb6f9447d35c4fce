"""Functions that change an array: sort, fill, put and their kin."""

CALLS = (
    "x.sort()", "x.sort(axis=0)", "x[1].sort()", "x.T.sort(0)", "x[:, ::2].sort(axis=1)", "x.partition(3, axis=1)\nx.sort()",
    "x.fill(7)", "x.fill(2.9)", "x[1:].fill(-1)", "x.fill(np.array(3))", "x.put([0, 5, -1], [70, 80, 90])",
    "x.put([1, 2, 3], 9)", "np.put(x, [0, 1, 2, 3], [5, 6])", "np.put(x, [20, -30], 1, mode='clip')",
    "np.put(x, [13, -13], [1, 2], mode='wrap')", "np.put(x[1:], [[0], [3]], -5)", "np.put(x, [], 3)",
    "np.place(x, x > 5, [1, 2, 3])", "np.place(x, x > 50, [1])", "np.place(x[0], [True, False, True, False], [9.7])",
    "np.putmask(x, x % 3 == 0, [1, 2, 3, 4, 5])", "np.putmask(x, x > 4, -x)", "np.putmask(x[1:], x[1:] > 6, 0)",
    "np.copyto(x, 5)", "np.copyto(x, np.arange(4))", "np.copyto(x, -x, where=x > 3)", "np.copyto(x[:, 1:], [[1], [2], [3]])",
    "np.copyto(x, 2.5, casting='unsafe')", "np.copyto(x, [7, 8, 9, 10], where=[True, False, False, True])",
    "np.fill_diagonal(x, 50)", "np.fill_diagonal(x[:2], [1, 2])", "np.fill_diagonal(x.T, [5, 6])",
    "np.fill_diagonal(x.reshape(6, 2), 9)", "np.fill_diagonal(x.reshape(6, 2), 9, wrap=True)",
    "np.put_along_axis(x, np.array([[1], [0], [3]]), 99, axis=1)", "np.put_along_axis(x, np.array([[2, 0, 1, 0]]), [[1, 2, 3, 4]], 0)",
    "np.put_along_axis(x, np.array([5, -1]), np.array([7, 8]), axis=None)",
)


def record(r):
    for call in CALLS:
        r.value(f"x = np.arange(12).reshape(3, 4) * 5 % 12\n{call}\nx")
    r.value("x = np.zeros((3, 3, 3))\nnp.fill_diagonal(x, 1.5)\nx")
    r.value("x = np.array([3.0, np.nan, 1.0, -0.0, 2.0])\ny = x\ny.sort()\nx")
    r.value("z = np.array([2+1j, 1j, 1-1j])\nz.sort()\nz")
    r.value("z = np.array([2+1j, 1j, 1-1j])\nz.real.sort()\nz")
    r.value("x = np.arange(20)\nnp.random.default_rng(3).shuffle(x)\nnp.sort(x)")
    r.value("x = np.arange(20).reshape(10, 2)\nnp.random.default_rng(3).shuffle(x[2:])\n(x[:, 1] - x[:, 0], x[:2].sum())[0]")
    r.value("np.random.default_rng(1).standard_exponential(20000).mean().round(0)")
    r.error("x = np.arange(3)\nx.fill(np.nan)", "cannot convert float NaN to integer")
    r.error("x = np.arange(3, dtype=np.int8)\nx.fill(300)", "Python integer 300 out of bounds for int8")
    r.error("np.put(np.arange(3), 5, 1)", "index 5 is out of bounds for axis 0 with size 3")
    r.error("np.place(np.arange(3), [True], 1)", "place: mask and data must be the same size")
    r.error("np.place(np.arange(3), [True, True, True], [])", "Cannot insert from an empty array!")
    r.error("np.copyto(np.arange(3), [1.5, 2, 3])", "Cannot cast array data from dtype('float64') to dtype('int64')")
    r.error("np.copyto(np.arange(3), [1, 2])", "could not broadcast input array from shape (2,) into shape (3,)")
    r.error("np.fill_diagonal(np.arange(3), 1)", "array must be at least 2-d")
    r.error("np.fill_diagonal(np.zeros((2, 2, 3)), 1)", "All dimensions of input must be of equal length")
    r.error("np.broadcast_to(1, 3).fill(2)", "assignment destination is read-only")
