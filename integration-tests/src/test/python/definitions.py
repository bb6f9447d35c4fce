"""What functions of spark_ndarray that NumPy does not have mean, in NumPy."""

import numpy as np


def topk(a, k, axis=-1, largest=True):
    """The k best elements along an axis, the first of equals first, and where they are."""
    a = np.asarray(a)
    if largest:
        # A stable descending order is an ascending one of the reversed array, reversed.
        backward = np.argsort(np.flip(a, axis), axis=axis, kind="stable")
        order = a.shape[axis] - 1 - np.flip(backward, axis)
    else:
        order = np.argsort(a, axis=axis, kind="stable")
    indices = np.take(order, range(k), axis=axis)
    return np.take_along_axis(a, indices, axis), indices


def logsumexp(a, axis=None, keepdims=False):
    """log(sum(exp(a))), as accurate as longdouble makes it."""
    a = np.asarray(a)
    dtype = a.dtype if a.dtype.kind == "f" else np.float64
    wide = a.astype(np.longdouble)
    top = wide.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    total = np.log(np.exp(wide - top).sum(axis=axis, keepdims=True)) + top
    return (total if keepdims else np.squeeze(total, axis)).astype(dtype)


def cdist(XA, XB, metric="euclidean", **parameters):
    """SciPy's, on truth values where a metric is of those, in the dtype of the vectors."""
    from scipy.spatial.distance import cdist as scipys

    XA, XB = np.asarray(XA), np.asarray(XB)
    dtype = np.result_type(XA, XB)
    dtype = dtype if dtype.kind == "f" else np.dtype(np.float64)
    own = {
        "haversine": haversine,
        "nan_euclidean": nan_euclidean,
        "chebyshev": chebyshev,
    }
    if metric == "jensenshannon" and parameters:
        # scipy.spatial.distance.jensenshannon has a base, cdist does not hand it on.
        return scipys(XA, XB, metric) / np.sqrt(np.log(parameters["base"]))
    if metric in own:
        return own[metric](XA, XB, **parameters).astype(dtype)
    if metric in OF_TRUTHS:
        return scipys(XA != 0, XB != 0, metric, **parameters)
    result = scipys(XA.astype(np.float64), XB.astype(np.float64), metric, **parameters)
    return result if metric == "hamming" else result.astype(dtype)


OF_TRUTHS = "dice jaccard rogerstanimoto russellrao sokalsneath yule".split()


def chebyshev(a, b, w=None):
    """As NumPy's max has it with NaN, which SciPy's cdist overlooks."""
    d = np.abs(a[:, None, :] - b)
    return (d if w is None else np.where(np.asarray(w) > 0, d, 0)).max(-1)


def haversine(a, b, radius=1):
    from sklearn.metrics.pairwise import haversine_distances

    return haversine_distances(a, b) * radius


def nan_euclidean(a, b):
    """scikit-learn's, without its cancellation: it subtracts squared norms and products."""
    gap = np.isnan(a[:, None, :]) | np.isnan(b)
    squares = np.where(gap, 0, (a[:, None, :] - b) ** 2).sum(-1)
    with np.errstate(all="ignore"):
        mine = np.sqrt(squares * (a.shape[-1] / (~gap).sum(-1)))
    from sklearn.metrics.pairwise import nan_euclidean_distances

    np.testing.assert_allclose(mine, nan_euclidean_distances(a, b), atol=1e-6)
    return mine


def pdist(X, metric="euclidean", **parameters):
    from scipy.spatial.distance import pdist as scipys

    return scipys(X, metric, **parameters)


def squareform(X):
    from scipy.spatial.distance import squareform as scipys

    return scipys(X)


def pairwise_distances(X, Y=None, metric="euclidean", **parameters):
    return cdist(X, X if Y is None else Y, metric, **parameters)


def pairwise_kernels(X, Y=None, metric="linear", **parameters):
    from sklearn.metrics.pairwise import pairwise_kernels as sklearns

    return sklearns(X, Y, metric, **parameters)
