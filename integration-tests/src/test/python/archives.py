"""npz files as NumPy writes them."""

import numpy as np

ARRAYS = {
    "i": np.arange(6, dtype=np.int32).reshape(2, 3),
    "f": np.array([[1.5, -2.0, np.nan]]),
    "c": np.array([1 + 2j, -3j]),
    "b": np.array([True, False]),
    "u": np.array([2**64 - 1], dtype=np.uint64),
    "s": np.float32(2.5),
    "e": np.zeros((0, 3)),
}


def write(folder):
    """Arrays as we write them, compressed or not, and others as only NumPy does."""
    np.savez(folder / "stored.npz", np.arange(3), **ARRAYS)
    np.savez_compressed(folder / "compressed.npz", np.arange(3), **ARRAYS)
    rows = np.arange(1100)[:, None] % 7 + np.zeros(2200)
    np.savez_compressed(
        folder / "large.npz",
        rows=rows,
        columns=np.asfortranarray(rows),
        swapped=np.asfortranarray(np.arange(6).reshape(2, 3) * (1 + 2j)).astype(">c16"),
    )
    np.savez(folder / "objects.npz", o=np.array([None]))
