"""Arguments that are seldom given: weights, densities, modes of indices, methods of quantiles, unique rows."""

VALUES = """\
x = np.array([[3.5, -1.0, 2.25], [0.5, 7.0, -1.0], [2.25, 0.5, 3.5], [9.0, -4.5, 2.25]])
i = np.array([3, 1, 0, 3, 5, 1, 1])
w = np.array([0.5, 2.0, -1.25, 4.0, 1.0, 0.25, 8.0])
k = np.array([2, 1, 3, 1, 2, 4, 1], dtype=np.int32)
n = np.array([[1.5, np.nan, -2.0, 8.0], [np.nan, np.nan, np.nan, np.nan], [3.0, 1.0, np.nan, 0.5]])
r = np.array([[1, 2, 2], [0, 5, 1], [1, 2, 2], [1, 0, 9], [0, 5, 1]])
f = np.array([[0.5, 1], [np.nan, 1], [0.5, 1], [np.nan, 1]], dtype=np.float32)
u = np.array([-9223372036854775802, 12, 0, -1, -9223372036854775808, -59, 6, 0]).astype(np.uint64)
v = np.array([-9223372036854775808, 18, 7, 4294967295, -2, 3, -9223372036854775806, 0]).astype(np.uint64)"""

METHODS = [
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf",
    "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased", "lower", "higher",
    "midpoint", "nearest",
]

EXACT = [
    "np.bincount(i, weights=w)",
    "np.bincount(i, w, 9)",
    "np.bincount(i, weights=k)",
    "np.bincount(i.astype(np.uint8), weights=w.astype(np.float32))",
    "np.histogram(w, bins=4, weights=k)[0]",
    "np.histogram(w, bins=[-2, 0, 1, 8], weights=k)[0]",
    "np.histogram(w, bins=4, range=(0, 4), weights=w)[0]",
    "np.histogram(w, bins=3, weights=w.astype(np.float32))[0]",
    "np.histogram2d(w, i, bins=3, weights=k)[0]",
    "np.take(i, [-9, 8, 3, -1], mode='wrap')",
    "np.take(i, [-9, 8, 3, -1], mode='clip')",
    "np.take(x, [[5, -1], [1, 2]], axis=1, mode='wrap')",
    "np.take(x, [[5, -1], [1, 2]], axis=0, mode='clip')",
    "x.take([4, 5], axis=0, mode='wrap')",
    "np.choose([0, 3, -1], [[1, 2, 3], [4, 5, 6], [7, 8, 9]], mode='clip')",
    "np.choose([0, 4, -1], [[1, 2, 3], [4, 5, 6], [7, 8, 9]], mode='wrap')",
    "np.ravel_multi_index(([1, 5, -1], [3, 0, 2]), (3, 4), mode='wrap')",
    "np.ravel_multi_index(([1, 5, -1], [3, 0, 9]), (3, 4), mode='clip')",
    "np.unique(r, axis=0)",
    "np.unique(r, axis=1)",
    "np.unique(r, axis=-1)",
    "np.unique(r, axis=0, return_index=True)[1]",
    "np.unique(r, axis=0, return_inverse=True)[1]",
    "np.unique(r, axis=0, return_counts=True)[1]",
    "np.unique(r, axis=1, return_inverse=True)[1]",
    "np.unique(r.reshape(5, 3, 1), axis=0)",
    "np.unique(f, axis=0)",
    "np.unique(f, equal_nan=False)",
    "np.unique(f, sorted=True)",
    "np.unique(n, equal_nan=False, return_counts=True)[1]",
    "np.unique(n, return_counts=True)[1]",
    "np.unique_counts(n).counts",
    "np.intersect1d(i, k, return_indices=True)[0]",
    "np.intersect1d(i, k, return_indices=True)[1]",
    "np.intersect1d(i, k, return_indices=True)[2]",
    "np.intersect1d([4, 1, 9], [9, 4], assume_unique=True)",
    "np.setdiff1d([4, 1, 9, 7], [9], assume_unique=True)",
    "np.setxor1d([4, 1, 9], [9, 3], assume_unique=True)",
    "np.isin([4, 1, 9], [9, 3], assume_unique=True)",
    "np.gcd(u, v)",
    "np.lcm(u, v)",
    "np.gcd(u[:, None], v)",
    "np.lcm(v, u[::-1])",
    "np.gcd(u, np.uint64(6))",
    "np.gcd(u, 6)",
    "np.nanmin(n, axis=1, initial=0.75)",
    "np.nanmax(n, initial=2.5, where=n < 3)",
    "np.nanmax(n, axis=0, initial=-1.0, where=n < 3, keepdims=True)",
    "np.nanmin(i, initial=-3)",
    "np.nanmin(n, axis=1, initial=np.nan)",
    "np.median(x, overwrite_input=True)",
    "np.linspace(0, 10, 5, retstep=True)[0]",
    "np.linspace(0, 10, 5, retstep=True)[1]",
    "np.linspace(0, 10, 4, endpoint=False, retstep=True)[1]",
    "np.linspace(2, 9, 4, axis=-1)",
    "np.linspace([1, 2], [3, 5], 3)",
    "np.linspace([1, 2], [3, 5], 3, axis=1)",
    "np.linspace([1.0, 2.0], 5, 4, endpoint=False, axis=-1)",
    "np.linspace(x[0], x[1], 5, retstep=True)[1]",
    "np.linspace(x, 0, 3, axis=1)",
    "np.linspace([1, 2], [30, 5], 4, dtype=np.int32)",
    "np.linspace([1, 2], [1, 5], 4)",
    "np.linspace([1, 2], [3, 5], 1)",
    "np.linspace([1, 2], [3, 5], 0)",
    "np.einsum('ij,kj->ik', r, r, dtype=np.float64)",
    "np.einsum('ij->j', r, optimize=True)",
    "np.einsum('ij,ij->i', r, r, optimize='greedy', dtype=np.int64)",
    "np.var(x, mean=np.mean(x, keepdims=True))",
    "np.bincount(np.arange(300) % 7, weights=np.arange(300.0))",
    "np.histogram(np.arange(300) % 50, bins=5, weights=np.arange(300))[0]",
    "np.quantile(w, [0, 0.3, 0.5, 1], method='inverted_cdf', weights=k)",
    "np.quantile(x, [0.1, 0.5], axis=1, method='inverted_cdf', weights=[2, 0, 1])",
    "np.quantile(x, 0.5, axis=0, method='inverted_cdf', weights=[1, 2, 3, 4], keepdims=True)",
    "np.percentile(x, [[0, 40], [60, 100]], axis=1, method='inverted_cdf', weights=np.abs(x))",
    "np.quantile(x, 0, axis=1, method='inverted_cdf', weights=[0, 0, 2])",
    "np.quantile(k, np.float32([0.2, 0.4]), method='inverted_cdf', weights=np.ones(7))",
    "np.quantile(n, 0.5, axis=0, method='inverted_cdf', weights=[1, 2, 3])",
    "np.nanquantile(n, [0.2, 0.9], axis=1, method='inverted_cdf', weights=np.abs(np.arange(12).reshape(3, 4) - 5))",
    "np.nanpercentile(n, 30, method='inverted_cdf', weights=np.arange(12).reshape(3, 4))",
]

CLOSE = [
    "np.histogram(w, bins=4, density=True)[0]",
    "np.histogram(w, bins=[-2, 0, 1, 9], density=True)[0]",
    "np.histogram(w, bins=4, density=True, weights=k)[0]",
    "np.histogram(w, bins=[-2, 0, 1, 8], weights=w)[0]",
    "np.histogram2d(w, i, bins=3, density=True)[0]",
    "np.histogram2d(w, i, bins=[2, 3], weights=w)[0]",
    "np.histogram2d(w, i, bins=[[-2, 0, 9], [0, 1, 2, 6]], density=True, weights=w)[0]",
    "np.logspace([0, 1], [2, 3], 4)",
    "np.logspace([0, 1], [2, 3], 4, axis=1, base=2)",
    "np.geomspace([1, 10], [1000, 2], 4)",
    "np.geomspace([1, -10], [1000, -2], 4, axis=-1)",
    "np.geomspace([1, 10], 500, 3, endpoint=False)",
    "np.var(x, axis=0, mean=np.mean(x, axis=0, keepdims=True))",
    "np.std(x, axis=1, mean=x[:, :1])",
    "np.var(x, axis=1, mean=x[:, :1], ddof=1)",
    "x.std(axis=1, mean=x[:, :1])",
    "np.nanvar(n, axis=0, mean=np.nanmean(n, axis=0, keepdims=True))",
    "np.nanstd(n[:1], axis=1, mean=np.array([[2.0]]))",
] + [
    f"np.quantile({a}, {q}, axis={axis}, method='{method}')"
    for method in METHODS
    for a, q, axis in [("x", "[0, 0.1, 0.25, 0.5, 0.75, 1]", "0"), ("w", "0.4", "None")]
] + [
    f"np.nanquantile(n, [0, 0.2, 0.5, 0.9, 1], axis=1, method='{method}')"
    for method in METHODS
] + [f"np.percentile(k, 30, method='{method}')" for method in METHODS]

SPELLINGS = [
    "x.ravel(order='F')",
    "x.reshape(6, 2, order='F')",
    "np.reshape(x, (-1, 4), order='F')",
    "np.reshape(np.arange(24), (2, 3, 4), order='F').flatten('F')",
    "r.reshape((3, -1), order='F')[::-1]",
    "np.pad(i, 2, mode='mean')",
    "np.pad(x, ((1, 2), (0, 3)), mode='mean')",
    "np.pad(i, (2, 3), mode='maximum', stat_length=2)",
    "np.pad(x, 1, mode='minimum')",
    "np.pad(r, ((2, 0), (1, 1)), mode='median', stat_length=((2, 1), (3, 2)))",
    "np.pad(w, 3, mode='linear_ramp', end_values=(-2, 5))",
    "np.pad(i, (4, 3), mode='linear_ramp')",
    "np.pad(x, ((1, 2), (3, 0)), 'linear_ramp', end_values=1.5)",
    "np.clip(np.array([0, 200, 255], dtype=np.uint8), -1, 300)",
    "np.clip(np.array([-5, 100], dtype=np.int8), -1000, 50)",
    "np.einsum(r, [0, 1], [1, 0])",
    "np.einsum(r, [0, 1], r, [2, 1])",
    "np.einsum(x, [..., 0], [...])",
    "np.arange(24).reshape(2, 3, 4).mT",
    "x.astype('f4')",
    "i.astype('<i2') + np.dtype('u1').itemsize",
    "np.tensordot(r, r, axes=2)",
    "np.can_cast('i8', 'f4')",
    "divmod(i, 2)[1]",
    "np.euler_gamma",
    "x.astype(np.float32, casting='same_kind')",
]

RANDOM = "rng = np.random.default_rng(11)\n"

DRAWN = [
    "rng.random(7, dtype=np.float32)",
    "rng.random((3, 4), dtype='float32')[::-1, 1]",
    "rng.random(3, dtype=np.float32)\nrng.random(2)\nrng.random(5, dtype=np.float32)",
    "rng.random(1, dtype=np.float32)\nrng.random(0, dtype=np.float32)\nrng.random(1, dtype=np.float32)",
    "rng.random(4, dtype=np.float32)\nrng.random(3)",
    "rng.random(2001, dtype=np.float32)[::-5]",
    "rng.random(3, dtype=np.float64)",
    "rng.choice(4, 6, p=[0.5, 0.25, 0, 0.25])",
    "np.sort(rng.choice(4, 4, replace=False, p=[0.1, 0.2, 0.3, 0.4]))",
    "np.sort(rng.choice([3, 5, 8], 2, replace=False, p=[0.5, 0.0, 0.5]))",
    "np.sort(rng.choice(5, 5, replace=False, shuffle=False))",
    "rng.standard_normal(3, dtype=np.float32).dtype == np.float32",
    "rng.integers([1, 10], [2, 11], size=(3, 2))",
    "rng.integers([5, 9], [5, 9], endpoint=True, dtype=np.int8)",
]

REFUSALS = [
    (RANDOM + "rng.integers([1, 2], [3, 2])", "low >= high"),
    (RANDOM + "rng.choice(3.5)", "a must be a sequence or an integer, not <class 'float'>"),
    ("np.pad([1, 2], 1, mode='x')", "mode 'x' is not supported"),
    ("np.ones(3).astype(np.int8, casting='safe')",
     "Cannot cast array data from dtype('float64') to dtype('int8') according to the rule 'safe'"),
    ("np.concatenate([np.ones((2, 2)), np.ones(2)])",
     "all the input arrays must have same number of dimensions, but the array at index 0 has 2 dimension(s) and the"
     " array at index 1 has 1 dimension(s)"),
    ("np.broadcast_shapes((3, 2), (2, 3))", "Mismatch is between arg 0 with shape (3, 2) and arg 1 with shape (2, 3)."),
    ("np.expand_dims(np.ones(2), (0, 0))", "repeated axis"),
    ("np.ones(3)[[1.5]]", "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`)"),
    ("np.repeat(np.ones((3, 4)), [1, 2], axis=0)", "operands could not be broadcast together with shape (3,) (2,)"),
    ("np.searchsorted([1], 1, side='x')", "search side must be 'left' or 'right' (got 'x')"),
    ("np.linalg.norm(np.ones((2, 2)), 'x')", "Invalid norm order for matrices."),
    ("np.quantile([1.0], 0.5, weights=[1])", "Only method 'inverted_cdf' supports weights. Got: linear."),
    ("np.quantile([1.0, 2.0], 0.5, method='inverted_cdf', weights=[-1, 1])", "Weights must be non-negative."),
    ("np.quantile([1.0, 2.0], 0.5, method='inverted_cdf', weights=[0, 0])",
     "Weights included NaN, inf or were all zero."),
    ("np.quantile(np.ones((2, 2)), 0.5, method='inverted_cdf', weights=[0, 0])",
     "Axis must be specified when shapes of a and weights differ."),
    ("np.quantile(np.ones((2, 2)), 0.5, axis=1, method='inverted_cdf', weights=[1, 1, 1])",
     "Shape of weights must be consistent with shape of a along specified axis."),
    (RANDOM + "rng.choice(3, p=[0.5, 0.5])", "a and p must have same size"),
    (RANDOM + "rng.choice(3, p=[0.5, 0.6, 0])", "Probabilities do not sum to 1."),
    (RANDOM + "rng.choice(3, p=[-0.5, 1.5, 0])", "Probabilities are not non-negative"),
    (RANDOM + "rng.choice(3, 2, replace=False, p=[1, 0, 0])", "Fewer non-zero entries in p than size"),
    (RANDOM + "rng.random(3, dtype=np.int32)", "Unsupported dtype dtype('int32') for random"),
    ("np.take([1, 2], [2], mode='raise')", "index 2 is out of bounds for axis 0 with size 2"),
    ("np.take([1, 2], [2], mode='x')", "clipmode"),
    ("np.choose([3], [[1], [2]])", "invalid entry in choice array"),
    ("np.bincount([1, 2], weights=[1.0])", "The weights and list don't have the same length."),
    ("np.histogram([1.0, 2.0], weights=[1.0])", "weights should have the same shape as a."),
    ("np.nanmin(np.ones(2), where=[True, False])", "does not have an identity"),
    ("np.quantile([1.0], 0.5, method='x')", "'x' is not a valid method"),
    ("np.einsum('i->', np.ones(2), dtype=np.int64)",
     "Iterator operand 0 dtype could not be cast from dtype('float64') to dtype('int64')"
     " according to the rule 'safe'"),
    ("np.linspace([1, 2], [3, 4, 5], 3)",
     "operands could not be broadcast together with shapes (3,) (2,)"),
    ("np.geomspace([0, 1], 2)", "Geometric sequence cannot include zero"),
]


def record(recorder):
    recorder.values(VALUES, EXACT)
    recorder.values(VALUES, SPELLINGS)
    recorder.values(VALUES, CLOSE, relative=1e-13)
    for script in DRAWN:
        recorder.value(RANDOM + script)
    for script, words in REFUSALS:
        recorder.error(script, words)
