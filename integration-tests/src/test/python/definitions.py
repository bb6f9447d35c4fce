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
