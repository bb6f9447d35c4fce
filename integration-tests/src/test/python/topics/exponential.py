"""expm1, the other logarithms, the cube root and the hyperbolic functions; within 2 ulp."""

from .transcendental import sweep

LOGARITHMS = "np.array([4.9e-324, 1e-310, 1e-300, 1024.0, 1e15, 1e308, -2.0, 1.0000001])"
HYPERBOLIC = "np.array([1e-300, -1e-10, 0.3466, 0.5, 18.4, 710.47, -711.0])"
SWEEPS = {
    "expm1": [
        "np.linspace(-40, 709, 61)",
        "np.array([1e-300, -1e-10, 0.3466, -0.3466, 709.78, 709.79, -800.0])",
    ],
    "log1p": [
        "np.linspace(-0.99, 10, 61)",
        "np.array([1e-310, -1e-10, 1e16, 1e308, -1.5, -0.9999999999999999])",
    ],
    "log2": ["np.linspace(1e-3, 1e3, 61)", LOGARITHMS],
    "log10": ["np.linspace(1e-3, 1e3, 61)", LOGARITHMS],
    "cbrt": ["np.linspace(-30, 30, 61)", "np.array([4.9e-324, -1e-310, 1e308, -1e-300, 1e15])"],
    "sinh": ["np.linspace(-710, 710, 61)", HYPERBOLIC],
    "cosh": ["np.linspace(-710, 710, 61)", HYPERBOLIC],
    "tanh": ["np.linspace(-20, 20, 61)", HYPERBOLIC],
}
SINGLE_SWEEPS = {
    "expm1": "np.linspace(-18, 88, 61)",
    "log1p": "np.linspace(-0.99, 10, 61)",
    "log2": "np.linspace(1e-3, 1e3, 61)",
    "log10": "np.linspace(1e-3, 1e3, 61)",
    "cbrt": "np.linspace(-30, 30, 61)",
    "sinh": "np.linspace(-89, 89, 61)",
    "cosh": "np.linspace(-89, 89, 61)",
    "tanh": "np.linspace(-10, 10, 61)",
}


def record(r):
    sweep(r, SWEEPS, SINGLE_SWEEPS)
    r.value("np.log2(2.0 ** np.arange(-1074, 1024))")
    r.value("np.log10(np.array([1e-3, 1.0, 10.0, 1e22]))")
    r.value("np.cbrt(np.arange(-5, 6) ** 3)")
    r.value("np.expm1(np.zeros((0, 3)))")
    r.value("np.tanh(np.array(0.5))", ulps=2)
    r.value("np.log1p(np.arange(4)[:, None] * np.ones(2))", ulps=2)
    r.value("np.sinh(-np.arange(5.0)[::-1])", ulps=2)
    r.value("1 / (1 + np.expm1(-np.linspace(-3, 3, 7)))", ulps=4)
