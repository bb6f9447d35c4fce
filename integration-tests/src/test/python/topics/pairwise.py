"""Distances and kernel functions of all pairs, as SciPy and scikit-learn have them."""

PAIR = (
    "x = np.random.default_rng(7).random((9, 5)) - 0.4\n"
    "y = np.random.default_rng(8).random((6, 5)) - 0.4\n"
)
POSITIVE = "x = np.random.default_rng(7).random((9, 5))\ny = np.random.default_rng(8).random((6, 5))\n"
# A zero vector, a constant one, equal ones, zeros in some places.
ROWS = (
    "x = np.array([[0.0, 0, 0], [2, 2, 2], [1, 2, 3], [0, 1, 0], [1, 2, 3], [-1, 0, 1]])\n"
    "y = x\n"
)
NANS = "x = np.array([[np.nan, 1.0, 2.0], [0.0, 2.0, np.nan], [3.0, 4.0, 5.0], [np.nan, np.nan, np.nan]])\ny = x\n"
ONE = "x = np.array([[3.0], [0.0], [-1.0], [3.0]])\ny = x[:3]\n"
BOOLS = "x = np.random.default_rng(9).random((8, 12)) < 0.4\ny = np.random.default_rng(10).random((5, 12)) < 0.6\n"
WEIGHTS = "w = np.array([0.5, 1.0, 2.0, 0.0, 1.5])\n"

REAL = (
    "braycurtis canberra chebyshev cityblock correlation cosine euclidean hamming minkowski"
    " seuclidean sqeuclidean nan_euclidean"
).split()
TRUTHS = "dice jaccard rogerstanimoto russellrao sokalsneath yule".split()
KERNELS = "linear poly rbf laplacian sigmoid cosine".split()


def record(r):
    def near(script):
        r.value(script, relative=4e-15)

    for metric in REAL:
        for setup in (PAIR, ROWS, ONE):
            if setup is ONE and metric in ("correlation", "seuclidean"):
                continue
            if setup is ROWS and metric == "correlation":
                continue
            near(f"{setup}nd.cdist(x, y, '{metric}')")
        if metric not in ("seuclidean",):
            near(f"{NANS}nd.cdist(x, y, '{metric}')")
        r.value(
            f"{PAIR}nd.cdist(x.astype(np.float32), y.astype(np.float32), '{metric}')",
            relative=2e-6,
        )
        if metric not in ("nan_euclidean", "seuclidean"):
            near(f"{PAIR}{WEIGHTS}nd.cdist(x, y, '{metric}', w=w)")
    near("x = np.array([[1.0, 2, 3], [3, 1, 0], [1, 1, 2]])\nnd.cdist(x, x + x[::-1], 'correlation')")
    near("x = np.array([[1.0, 1, 1], [3, 1, 0]])\nnd.cdist(x, x[1:], 'correlation')[:1]")
    for metric in TRUTHS:
        near(f"{BOOLS}nd.cdist(x, y, '{metric}')")
        near(f"{BOOLS}nd.cdist(x, y, '{metric}', w=np.arange(12) % 4 + 0.25)")
        near(f"{ROWS}nd.cdist(x, y, '{metric}')")
        near(f"{ONE}nd.cdist(x, y, '{metric}')")
    near(f"{BOOLS}nd.cdist(x, y, 'hamming')")
    near(f"{POSITIVE}nd.cdist(x, y, 'jensenshannon')")
    near(f"{POSITIVE}nd.cdist(x, y, 'jensenshannon', base=2.0)")
    r.value(f"{ROWS}nd.cdist(x, y, 'jensenshannon')", relative=2e-8)
    for p in ("1", "1.5", "2", "3", "np.inf"):
        near(f"{PAIR}nd.cdist(x, y, 'minkowski', p={p})")
        near(f"{PAIR}{WEIGHTS}nd.cdist(x, y, 'minkowski', p={p}, w=w)")
    near(f"{PAIR}nd.cdist(x, y, 'seuclidean', V=np.arange(5) + 0.5)")
    near(
        f"{PAIR}VI = np.array([[2.0, 1, 0, 0, 0], [1, 3, 0.5, 0, 0], [0, 0.5, 1, 0, 0.25],"
        " [0, 0, 0, 1, 0], [0, 0, 0.25, 0, 4]])\nnd.cdist(x, y, 'mahalanobis', VI=VI)"
    )
    near(f"{PAIR}nd.cdist(x[:, :2], y[:, :2], 'haversine')")
    near(f"{PAIR}nd.cdist(x[:, :2], y[:, :2], 'haversine', radius=6371.0)")
    near("x = (np.arange(4)[:, None] * 3 + np.arange(3)) % 5\nnd.cdist(x, x[::-1])")
    for kernel in KERNELS:
        near(f"{PAIR}nd.pairwise_kernels(x, y, metric='{kernel}')")
        near(f"{ROWS}nd.pairwise_kernels(x, metric='{kernel}')")
        near(f"{ONE}nd.pairwise_kernels(x, y, metric='{kernel}')")
    near(f"{PAIR}nd.pairwise_kernels(x, y, metric='poly', gamma=0.5, coef0=2, degree=2)")
    near(f"{PAIR}nd.pairwise_kernels(x, y, metric='rbf', gamma=3.0)")
    near(f"{PAIR}nd.pairwise_kernels(x, y, metric='sigmoid', gamma=0.1, coef0=-1)")
    for kernel in ("chi2", "additive_chi2"):
        near(f"{POSITIVE}nd.pairwise_kernels(x, y, metric='{kernel}')")
        near(f"{ROWS}nd.pairwise_kernels(abs(x), metric='{kernel}')")
    near(f"{POSITIVE}nd.pairwise_kernels(x, y, metric='chi2', gamma=0.25)")
    near(f"{PAIR}nd.pairwise_distances(x)")
    for metric in ("euclidean", "cosine", "seuclidean", "chebyshev"):
        near(f"{PAIR}nd.pdist(x, '{metric}')")
    near(f"{PAIR}nd.squareform(nd.pdist(x))")
    near(f"{PAIR}nd.squareform(nd.squareform(nd.pdist(x)))")
    r.error(f"{PAIR}nd.cdist(x, y, 'euclidian')", "Unknown Distance Metric: euclidian")
    r.error(f"{PAIR}nd.cdist(x, y[:, :3])", "XA and XB must have the same number of columns")
    r.error(f"{PAIR}nd.cdist(x[0], y)", "XA must be a 2-dimensional array.")
    r.error("nd.squareform(np.array([1.0, 2.0]))", "Incompatible vector size.")
    r.error("nd.squareform(np.array([[0.0, 1.0], [2.0, 0.0]]))", "must be symmetric")
