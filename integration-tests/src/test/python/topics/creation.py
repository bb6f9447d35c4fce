"""arange, linspace and NumPy's own random numbers: exact, as everything generated must be."""


def record(r):
    for arguments in (
        "5", "0", "-3", "2, 7", "7, 2", "10, 0, -3", "0, 10, 3", "5.0", "0, 1, 0.1", "1, 2, 0.3",
        "1.5, 10, 2", "1, 0, -0.25", "0.1, 0.8, 0.1", "-1e-3, 1e-3, 1e-4", "1e9, 1e9 + 3",
        "3, dtype=np.float32", "0, 1, 0.1, dtype=np.float32", "3, dtype=np.int32",
        "0.0", "1, 1", "2, 3, 5", "9223372036854775800, 9223372036854775807, 3",
        "stop=4", "1, stop=4", "0, 7, step=2",
    ):
        r.value(f"np.arange({arguments})")
    r.value("np.arange(100000)[::-9999]")
    r.value("(np.arange(0, 1, 1e-5))[99990:]")
    for arguments in (
        "0, 1, 7", "0, 1, 6, endpoint=False", "3, 3, 4", "1, -1, 5", "0, 1, 1", "0, 1, 0",
        "2, 5", "0, 1, 3, dtype=np.float32", "-1e300, 1e300, 4", "0, 10, 4, dtype=int",
        "0.1, 0.7, 13", "5, 5, 1", "-3, 4, 29", "0, 1, 2",
        "0, 1, num=5", "start=0, stop=2, num=3",
    ):
        r.value(f"np.linspace({arguments})")
    r.value("np.linspace(0, 1, 100001)[::12500]")
    for seed in (0, 1, 42, 4294967296, 12345678901234567):
        r.value(f"np.random.default_rng({seed}).random(5)")
    r.value("np.random.default_rng(7).random()")
    r.value("np.random.default_rng(7).random((2, 3, 2))")
    r.value("np.random.default_rng(7).random((3, 0))")
    r.value("rng = np.random.default_rng(3)\na = rng.random(3)\nb = rng.random((2, 2))\nb - a[0]")
    r.value("rng = np.random.default_rng(3)\nrng.random(1001)\nrng.random(2)")
    r.value("np.random.default_rng(5).random(100000)[::-12345]")
    r.value("np.random.default_rng(5).random((300, 400))[[0, 299][1], ::57]")
    r.value("X = np.random.default_rng(9).random((4, 3))\nX - X")
    r.value("X = np.random.default_rng(9).random((4, 3))\nX.T[1:] * 2 + X[:, 0]")
    r.value("x = np.random.random((3, 4))\n((x >= 0) & (x < 1)).all()")
    r.value("x = np.random.random(1000)\n(x == x[::-1]).all() | (x.max() == x.min())")
    r.value("x = np.random.random(50)\n(x - x == 0).all()")
