"""What elementwise functions take besides operands; ints above int64; numbers of bins that NumPy estimates."""

VALUES = """\
a = np.arange(12).reshape(3, 4)
w = np.array([3, 1, 2, 3, 1, 9])
r = np.random.default_rng(5).random(1000) ** 2
f = np.array([1, 2.5, 1e10], dtype=np.float32)
u = np.array([0, 2**63, 2**64 - 1], dtype=np.uint64)"""

EXACT = [
    *(f"np.histogram(r, bins='{name}')[{part}]"
      for name in ("auto", "fd", "doane", "scott", "rice", "sqrt", "stone", "sturges") for part in (0, 1)),
    "np.histogram(r, bins='auto', range=(0.1, 0.5))[0]",
    "np.histogram(r, bins='auto', density=True)[1]",
    "np.histogram(r, bins='stone', range=(0.1, 0.5))[0]",
    "np.histogram(np.arange(300) % 7, bins='stone')[0]",
    "np.histogram([3, 3], bins='stone')[1]",
    "np.histogram(np.full(500, 2.5), bins='stone')[1]",
    "np.histogram(w, bins='auto')[0]",
    "np.histogram(a, bins='doane')[0]",
    "np.histogram([5, 5], bins='auto')[1]",
    "np.histogram(np.arange(64), bins='sturges')[0]",
    "np.histogram(np.arange(1000), bins='fd')[0]",
    "np.histogram(f, bins='auto')[0]",
    "u + 1",
    "u + 2**63",
    "u * 2",
    "u == 2**63",
    "u > 2**63",
    "u >= -1",
    "u < 2**64",
    "a < 2**63",
    "a != -2**63",
    "u & 2**63",
    "np.clip(u, 1, 2**63)",
    "np.where(u > 1, u, 2**63)",
    "np.full(2, 2**63)",
    "np.array([2**63, 1])",
    "np.array([2**63, True])",
    "f + 2**63",
    "np.add(a, 1, dtype=np.float64)",
    "np.add(a, 1.5, dtype='f4')",
    "np.add(a, 1, dtype='i1', casting='unsafe')",
    "np.sqrt([1, 4], dtype='f4')",
    "np.floor_divide(a, 5, dtype='f4')",
    "np.add([True], [True], dtype=int)",
    "np.abs([3+4j], dtype='f8')",
    "np.conj([1], dtype='f4')",
    "np.add(f, 1, dtype=np.complex64)",
    "np.divide(a, a - 3, out=np.zeros((3, 4)), where=a != 3)",
    "np.add([1.5, 2], [1, 2], out=np.full(2, 7, np.float32), where=[True, False])",
    "np.add(a, 1, where=a > -1)",
    "np.divmod(a, 5, dtype='f4')[1]",
    "np.pad(w, (9, 14), mode='reflect', reflect_type='odd')",
    "np.pad(a, ((1, 2), (3, 0)), mode='symmetric', reflect_type='odd')",
    "np.random.default_rng([1, 2]).random(5)",
    "np.random.default_rng([1, 2, 3, 4, 5, 0]).random(5)",
    "np.random.default_rng([2**40, 3]).random(5)",
    "np.average(a, weights=a + 1, axis=1)",
]


def record(r):
    r.values(VALUES, EXACT)
