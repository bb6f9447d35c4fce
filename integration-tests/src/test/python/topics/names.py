"""Fractions and exponents, bits, polynomials, functions along axes, zeros at the ends, numbers as text."""

SETUP = """
x = np.array([1.0, 0.5, -3.0, 0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 1.7e308, 3.7e-310, 1 - 2**-53, 2.0**-1022, np.pi])
f4 = np.array([1.0, -0.75, 1e-45, 3e38, 0.0, np.inf], dtype=np.float32)
i = np.arange(-4, 5)
m = np.arange(24).reshape(2, 3, 4) * 7 % 11
z = np.array([2 + 1j, 1 + 5j, 2 - 1j])
u = np.array([0, 1, 2**63, 2**64 - 1], dtype=np.uint64)
"""


def record(r):
    values(r)
    fits(r)
    prints(r)
    random(r)
    errors(r)


def values(r):
    r.values(SETUP, [
        "np.frexp(x)[0]", "np.frexp(x)[1]", "np.frexp(f4)[0]", "np.frexp(f4)[1]", "np.frexp(i)[0]", "np.frexp(i)[1]", "np.frexp(5)[0]",
        "np.frexp(2.0 ** np.arange(-1074.0, 1024.0, 7))[1]", "np.frexp(np.float64(3))[1]"])
    r.values(SETUP, [
        "np.ldexp(x, 3)", "np.ldexp(x, -5)", "np.ldexp(x, 5000)", "np.ldexp(x, -5000)", "np.ldexp(f4, [1, 2, 3, 4, 5, 6])",
        "np.ldexp(1, 2)", "np.ldexp(np.float32(1), 2)", "np.ldexp([1.5, 2.5], True)", "np.ldexp(np.frexp(x)[0], np.frexp(x)[1])",
        "np.ldexp(3.7e-310, np.arange(-30, 30))", "np.ldexp(1.9999999999999998, np.arange(-1080, -1010))"])
    r.values(SETUP, ["np.spacing(x)", "np.spacing(f4)", "np.spacing(3)", "np.spacing([1.0, -1.0])"])
    r.values(SETUP, [
        "np.bitwise_count(i)", "np.bitwise_count([2**63 - 1, -2**63, -1, 255])", "np.bitwise_count(u)",
        "np.bitwise_count(np.array([-128, 127, 3], dtype=np.int8))", "np.bitwise_count([True, False])", "np.bitwise_count(7)",
        "np.bitwise_count(np.arange(300, dtype=np.uint16))", "np.bitwise_count(np.array([-2**31, 5], dtype=np.int32))"])
    r.values(SETUP, [
        "np.packbits([1, 0, 1])", "np.packbits([[1, 0], [0, 1]], axis=1)", "np.packbits([[1, 0], [0, 1]])", "np.packbits([1] * 9)",
        "np.packbits([1, 0, 1], bitorder='little')", "np.packbits(np.array([], dtype=bool))", "np.packbits([[2, 0, -1]], axis=0)",
        "np.packbits(1)", "np.packbits(m % 2, axis=-2)", "np.unpackbits(np.array([[2], [7]], dtype=np.uint8), axis=1)",
        "np.unpackbits(np.array([[2], [7]], dtype=np.uint8))", "np.unpackbits(np.array([5], dtype=np.uint8), bitorder='little')",
        "np.unpackbits(np.array([5, 6], dtype=np.uint8), count=3)", "np.unpackbits(np.array([5], dtype=np.uint8), count=-2)",
        "np.unpackbits(np.array([5], dtype=np.uint8), count=10)", "np.unpackbits(np.array([[2], [7]], dtype=np.uint8), axis=0)",
        "np.unpackbits(np.packbits(x > 0))[:14]", "np.modf(x)[0]", "np.modf(f4)[1]", "np.modf(3)[0]", "np.modf([1.5, 2], dtype='f4')[0]"])
    r.values(SETUP, [
        "np.polyadd([1, 2], [9, 5, 4])", "np.polysub([1, 2], [9, 5, 4])", "np.polymul([1, 2], [3, 4, 5])", "np.polyder([1, 2, 3])",
        "np.polyder([1, 2, 3], 2)", "np.polyder([1, 2, 3], 0)", "np.polyder([5])", "np.polyder([1, 2], 3)", "np.polyint([1, 2, 3])",
        "np.polyint([3.0, 2], 2)", "np.polyint([1, 2], k=3)", "np.polyint([1, 2], 2, k=[3, 4])", "np.poly([1, 2, 3])", "np.poly([0, 0, 0])",
        "np.poly([])", "np.poly([1j, -1j])", "np.polyadd(1, [1, 2])", "np.polymul(2, [1, 2])", "np.polymul([1.5, 2], [1j, 1])",
        "np.polyval(np.poly([1, 2]), [1, 2, 3])"])
    r.values(SETUP, [
        "np.sort_complex([3, 1, 2])", "np.sort_complex(np.array([2, 1], dtype='i1'))", "np.sort_complex(z)", "np.sort_complex(f4[:4])",
        "np.real_if_close([1 + 1e-20j, 2])", "np.real_if_close([1 + 1j])", "np.real_if_close([1 + 1e-13j])",
        "np.real_if_close([1 + 1e-13j], tol=1000)", "np.real_if_close([1.5, 2])", "np.real_if_close(z.astype(np.complex64))",
        "np.asarray_chkfinite([1, 2], dtype=float)", "np.row_stack(([1, 2], [3, 4]))"])
    r.values(SETUP, [
        "np.tril_indices_from(np.zeros((3, 3)))[1]", "np.triu_indices_from(np.zeros((2, 3)), 1)[1]", "np.diag_indices_from(np.zeros((2, 2)))[0]",
        "np.apply_along_axis(np.sum, 1, [[1, 2], [3, 4]])", "np.apply_along_axis(np.cumsum, 0, m)", "np.apply_along_axis(np.sort, -1, m)",
        "np.apply_along_axis(np.median, 0, m)", "np.apply_along_axis(np.percentile, 1, [[1, 2], [3, 4]], 50)",
        "np.apply_over_axes(np.sum, m, [0, 2])", "np.apply_over_axes(np.max, m, -1)", "np.apply_over_axes(np.sum, np.array([[1, 2], [3, 4]]), 0)"])
    r.values(SETUP, [
        "np.trim_zeros(np.array([0, 0, 1, 0, 2, 0]))", "np.trim_zeros(np.array([0, 1, 0.0]), 'f')", "np.trim_zeros(np.array([0, 1, 0.0]), 'b')",
        "np.trim_zeros(np.zeros(3))", "np.trim_zeros(np.array([[0, 0, 0], [0, 1, 0]]))", "np.trim_zeros(np.array([[0, 1, 0], [0, 0, 0]]), axis=1)",
        "np.trim_zeros(np.array([[0, 1, 0], [0, 0, 0]]), 'b', axis=0)", "np.trim_zeros(np.array([1, 0]), 'FB')", "np.trim_zeros(np.arange(5))",
        "np.trim_zeros(np.array([0, 0]), 'f')", "np.trim_zeros(np.array([0, 0]), 'b')", "np.trim_zeros(np.array([], dtype=float))"])


def fits(r):
    setup = """
x = np.linspace(-3, 7, 101)
y = 0.5 * x**3 - 2 * x + np.cos(5 * x)
w = 1 / (1 + x**2)
t = np.arange(2000.0) + 1e5
"""
    r.values(setup, [
        "np.polyfit(x, y, 3)", "np.polyfit(x, y, 0)", "np.polyfit(x, y, 1)", "np.polyfit(x, y, 6)", "np.polyfit(x, y, 3, w=w)",
        "np.polyfit(x, np.stack([y, y**2, x], axis=1), 2)", "np.polyfit([0, 1, 2], [1, 3, 5], 1)", "np.polyfit([0, 1, 2], [1, 3, 7], 2)",
        "np.polyfit(t, 3 * t - 7, 1)", "np.polyfit(x.astype(np.float32), y, 2)", "np.polyfit(x, y + 1j * x, 2)"], relative=1e-9)
    for script, message in (
            ("np.polyfit([1, 2], [1, 2], -1)", "expected deg >= 0"),
            ("np.polyfit([[1, 2]], [1, 2], 1)", "expected 1D vector for x"),
            ("np.polyfit([], [], 1)", "expected non-empty vector for x"),
            ("np.polyfit([1, 2], 3, 1)", "expected 1D or 2D array for y"),
            ("np.polyfit([1, 2], [1, 2, 3], 1)", "expected x and y to have same length"),
            ("np.polyfit([1, 2], [1, 2], 1, w=[1])", "expected w and y to have the same length"),
            ("np.polyfit([1, 2], [1, 2], 1, w=[[1]])", "expected a 1-d array for weights")):
        r.error(script, message)


def prints(r):
    array = "x = np.arange(6.0).reshape(2, 3) / 7\n"
    for lines in (
            ("np.array2string(x)", "np.array2string(x, separator=', ')", "np.array2string(x, prefix='abc: ')",
             "np.array2string(x, precision=2, separator=',', suppress_small=True)", "np.array2string(np.float64(2.5))",
             "np.array2string(np.arange(30), max_line_width=20, prefix='>>')", "np.array2string(np.array([]))",
             "np.array2string(np.arange(30), max_line_width=20, suffix='xxxxx')", "np.array2string(np.array(5))",
             "np.array2string(np.arange(2000), threshold=5, edgeitems=1)", "np.array2string(np.array([True, False]), separator='')",
             "np.array2string(x, sign='+', floatmode='fixed', precision=3)", "'a' + np.array2string(x[0], formatter=None)"),
            tuple(f"np.format_float_positional({a})" for a in (
                "np.pi", "np.float32(np.pi)", "np.pi, precision=3", "1e20", "1e-10", "5.0", "0.0", "-0.0", "5.0, trim='-'",
                "5.0, trim='0'", "5.0, trim='.'", "5.0, precision=3", "5.25, precision=4, trim='-'", "5.0, precision=3, unique=False",
                "0.1, precision=20, unique=False", "123.456, precision=3, fractional=False", "123456.0, precision=2, fractional=False",
                "0.00123456, precision=2, fractional=False", "1.5, sign=True", "1.5, pad_left=5", "1.5, pad_right=5",
                "-1.5, pad_left=4, pad_right=4", "1.5, min_digits=4", "np.nan", "np.inf, sign=True", "-np.inf", "3", "np.int64(3)",
                "2.675, precision=2", "2.675, precision=2, unique=False", "0.15, precision=1", "0.25, precision=1",
                "16.0, precision=0, trim='-'", "1e16", "1.5, precision=5, min_digits=3", "2.5, precision=0, unique=False",
                "np.array(0.1)")),
            tuple(f"np.format_float_scientific({a})" for a in (
                "np.pi", "np.float32(np.pi)", "1e100", "0.0", "5.0", "np.pi, precision=3", "5.0, precision=3",
                "5.0, precision=3, unique=False", "5.0, trim='-'", "5.0, trim='0'", "123.456, exp_digits=4", "1.5, sign=True",
                "1.5, pad_left=5", "1.5, min_digits=4", "np.nan", "-np.inf", "0.15, precision=0", "9.99, precision=1",
                "1e5, precision=0, trim='-'", "5, exp_digits=1", "5e-7, precision=20, unique=False")),
            ("np.base_repr(5), np.base_repr(255, 16), np.base_repr(-7, 3), np.base_repr(0), np.base_repr(5, padding=3)",
             "np.base_repr(10, base=5, padding=2), np.base_repr(0, padding=2)", "np.binary_repr(5), np.binary_repr(-5), np.binary_repr(0)",
             "np.binary_repr(5, width=8), np.binary_repr(-5, width=8), np.binary_repr(-128, 8), np.binary_repr(0, 4)",
             "np.binary_repr(np.int64(7)), np.trim_zeros([0, 0, 1, 2, 0]), np.trim_zeros((0, 1, 0)), np.trim_zeros([0, 0])",
             "np.iterable([1]), np.iterable(3), np.iterable(np.array(3)), np.iterable(np.arange(3)), np.iterable('a')")):
        r.prints(array + "\n".join(f"print({line})" for line in lines))


def random(r):
    r.prints("np.random.seed(1)\na = np.random.rand(2, 3)\nb = np.random.randn(4)\nc = np.random.randint(5, size=3)\n"
             "print(a.shape, b.shape, c.dtype, np.random.randint(0, 5, (2, 2)).shape, np.random.uniform(size=2).shape)\n"
             "print(np.random.normal(0, 1, 3).shape, np.random.standard_normal((2,)).shape, np.random.choice(5, 3).shape)\n"
             "print(np.sort(np.random.permutation(4)), np.random.exponential(2.0, 3).shape, np.random.random_sample((2,)).dtype)\n"
             "np.random.seed(1)\nprint((np.random.rand(2, 3) == a).all(), (np.random.randn(4) == b).all(), np.random.random(2).shape)\n"
             "x = np.arange(5)\nnp.random.shuffle(x)\nprint(np.sort(x), np.random.seed(), np.random.seed([1, 2]))")


def errors(r):
    for script, message in (
            ("np.ldexp(1.0, 2.0)", "ufunc 'ldexp' not supported for the input types"),
            ("np.frexp(1j)", "ufunc 'frexp' not supported for the input types"),
            ("np.spacing(1j)", "ufunc 'spacing' not supported for the input types"),
            ("np.packbits([1.5])", "Expected an input array of integer or boolean data type"),
            ("np.unpackbits([5])", "Expected an input array of unsigned byte data type"),
            ("np.packbits([1], bitorder='x')", "'order' must be either 'little' or 'big'"),
            ("np.unpackbits(np.array([5], dtype=np.uint8), count=-9)", "-count larger than number of elements"),
            ("np.modf(1j)", "ufunc 'modf' not supported for the input types"),
            ("np.bitwise_count(1.5)", "ufunc 'bitwise_count' not supported for the input types"),
            ("np.polyder([1, 2], -1)", "Order of derivative must be positive (see polyint)"),
            ("np.polyint([1, 2], -1)", "Order of integral must be positive (see polyder)"),
            ("np.asarray_chkfinite([1, np.inf])", "array must not contain infs or NaNs"),
            ("np.tril_indices_from(np.zeros(3))", "input array must be 2-d"),
            ("np.diag_indices_from(np.zeros((2, 3)))", "All dimensions of input must be of equal length"),
            ("np.diag_indices_from(np.zeros(2))", "input array must be at least 2-d"),
            ("np.apply_along_axis(np.sum, 2, [[1, 2], [3, 4]])", "axis 2 is out of bounds for array of dimension 2"),
            ("np.trim_zeros([0, 1], 'x')", "unexpected character(s) in `trim`: 'x'"),
            ("np.array2string([1, 2])", "'list' object has no attribute 'size'"),
            ("np.array2string(np.zeros(2), sign='q')", "sign option must be one of ' ', '+', or '-'"),
            ("np.format_float_positional(0.1, unique=False)", "in non-unique mode `precision` must be supplied"),
            ("np.format_float_positional([1.0])", "must be real number, not list"),
            ("np.format_float_positional(1.5, precision=1, min_digits=3)", "min_digits must be less than or equal to precision"),
            ("np.base_repr(5, 40)", "Bases greater than 36 not handled in base_repr."),
            ("np.base_repr(5, 1)", "Bases less than 2 not handled in base_repr."),
            ("np.binary_repr(1.5)", "'float' object cannot be interpreted as an integer"),
            ("np.binary_repr(-5, width=2)", "Insufficient bit width=2 provided for binwidth=4"),
            ("np.random.randint(5, 5)", "low >= high"),
            ("np.random.seed(-1)", "Seed must be between 0 and 2**32 - 1"),
            ("np.random.seed(1.5)", "Cannot cast scalar from dtype('float64') to dtype('int64') according to the rule 'safe'"),
            ("np.random.rand(2.5)", "'float' object cannot be interpreted as an integer")):
        r.error(script, message)
