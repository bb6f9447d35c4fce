"""Functions that are not exact: at most two units in the last place from the true value."""

SPECIAL = "np.array([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan])"
UNIT = "np.linspace(-1, 1, 41)"
SWEEPS = {
    "exp": ["np.linspace(-745, 709, 61)", "np.array([710.0, -746.0, 1e-300, 709.78, -744.4])"],
    "log": ["np.linspace(1e-3, 1e3, 61)", "np.array([4.9e-324, 1e-310, 1e308, -2.0, 1.0000001])"],
    "sin": ["np.linspace(-20, 20, 81)", "np.array([1e5, -1e10, 1e22, 1e-20, 3.141592653589793])"],
    "cos": ["np.linspace(-20, 20, 81)", "np.array([1e5, -1e10, 1e22, 1e-20, 1.5707963267948966])"],
    "tan": ["np.linspace(-5, 5, 51)", "np.array([1e5, -1e10, 1e22, 1e-20, 1.5707963267948966])"],
    "arcsin": [UNIT, "np.array([0.9999999999999999, 1e-300, 1.5, 0.5])"],
    "arccos": [UNIT, "np.array([0.9999999999999999, 1e-300, 1.5, 0.5])"],
    "arctan": ["np.linspace(-10, 10, 41)", "np.array([1e300, -1e-300, 0.4375, 2.4375])"],
}
SINGLE_SWEEPS = {
    "exp": "np.linspace(-103, 88, 61)",
    "log": "np.linspace(1e-3, 1e3, 61)",
    "sin": "np.linspace(-20, 20, 81)",
    "cos": "np.linspace(-20, 20, 81)",
    "tan": "np.linspace(-5, 5, 51)",
    "arcsin": UNIT,
    "arccos": UNIT,
    "arctan": "np.linspace(-10, 10, 41)",
}


def sweep(r, sweeps, single_sweeps):
    for name, arguments in sweeps.items():
        for argument in [*arguments, SPECIAL]:
            r.function(name, [argument])
        for argument in (single_sweeps[name], SPECIAL):
            r.function(name, [argument], "float32")
        r.value(f"np.{name}(np.array([0, 1]))", ulps=2)
        r.value(f"np.{name}(np.array([1, 0], dtype=np.int32))", ulps=2)


def record(r):
    sweep(r, SWEEPS, SINGLE_SWEEPS)
    signs = "np.array([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 1e-320])"
    for name in ("arctan2", "hypot"):
        r.function(name, [signs + "[:, None]", signs])
        r.function(name, [signs + "[:, None]", signs], "float32")
        r.function(name, ["np.linspace(-3, 3, 13)[:, None]", "np.linspace(-2, 2, 9)"])
        r.function(name, ["np.linspace(-3, 3, 13)[:, None]", "np.linspace(-2, 2, 9)"], "float32")
        r.value(f"np.{name}(np.array([3, -5]), np.array([4, 12]))", ulps=2)
    r.function("hypot", ["np.array([1e300, 1e-300, 3e200])", "np.array([1e300, 1e-300, 4e200])"])
    r.value("np.exp(np.zeros((0, 3)))")
    r.value("np.sin(np.array(0.5))", ulps=2)
    r.value("np.log(np.arange(1, 4)[:, None] * np.ones(2))", ulps=2)
    r.value("np.exp(-np.arange(5.0)[::-1])", ulps=2)
