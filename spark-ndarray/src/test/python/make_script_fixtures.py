"""Writes what Python and NumPy make of scripts to src/test/resources/numpy/scripts.txt.

Each case is a script, and what it prints: the value of a last expression is shown as a notebook
does, and an error is its line and message. Run with NumPy 2 after changing the cases:
python make_script_fixtures.py
The file is checked in; the build does not need Python.
"""

import ast
import contextlib
import io
import warnings
from pathlib import Path

import numpy as np

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "numpy"

# One expression a line.
EXPRESSIONS = """
1 + 2 * 3
(1 + 2) * 3
-2 ** 2
(-2) ** 2
2 ** -1
2 ** 3 ** 2
-2 ** -2
2 ** -1 ** 2
--3
-+-3
~5
-~5
~-5
7 // 2, -7 // 2, 7 // -2, -7 // -2
7 % 3, -7 % 3, 7 % -3, -7 % -3
7.5 // 2, -7.5 // 2, 7.5 // -2
7.5 % 2, -7.5 % 2, 7.5 % -2, -0.0 % 3, 0.0 % -3
1e300 * 1e10
7 / 2, 6 / 2, -1 / 3
9007199254740993 / 3, 9223372036854775807 / 2
2 ** 62, -2 ** 62, 3 ** 20, (-3) ** 3, 0 ** 0, 1 ** 100, (-1) ** 101
2.0 ** 0.5, 4 ** 0.5, 2 ** 0.5, 0.0 ** 0, 10 ** -3
-9223372036854775808
0x1F, 0b101, 0o17, 1_000_000, 0xdead_beef, 00
1., .5, 1e3, 1.5e-3, 1_0.5, 0.1, 1e16, 1e15, 1e-4, 1e-5, 123456789.123456789
1e22, 1e23, 5e-324, 1.7976931348623157e308, 2.0 ** -1074, 1e21
True + True, True * 3, -True, ~True, True & True, True | False, True ^ True, True & 3, 6 & 3, 6 | 3, 6 ^ 3
1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1 == 1, 1 != 2 != 1, 1 < 2 > 1
1 == 1.0, 9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0
np.nan == np.nan, np.nan != np.nan, np.nan < 1, np.inf > 9223372036854775807
1 | 2 == 2, 1 & 2 == 0, 5 - 3 - 1, 2 * 3 % 4, 2 * 3 // 4, 100 / 10 / 2
1 + 2 & 3, 1 | 2 ^ 3 & 4, 4 & 6 ^ 3 | 8
not 1 == 2, not True, not not 0
1 and 2, 0 and 2, 1 or 2, 0 or 2, None or 3, "" or "x", () or [1]
1 or 2 and 0, not 0 and 1, not (0 and 1)
None, True, False, ...
"abc", 'it\\'s', "it's", 'a\\nb', "tab\\t", r'\\d', "a" "b", 'say "x"', '\\x41\\u00e9'
(1,), (1, 2), (), [1], [], [1, [2, (3,)]], (1, 2,)
(1, 2) + (3,), "a" + "b", [1] + [2], (1, 2) * 2, 2 * [0]
(1, 2) == (1, 2), (1, 2) == [1, 2], (1, 2) != (1, 3), "a" == "a", None == None, (1, (2, 3)) == (1, (2, 3))
(1, 2, 3)[0], (1, 2, 3)[-1], (1, 2, 3)[1:], [1, 2, 3][::-1], (1, 2, 3)[:1], "hello"[1], "hello"[1:3]
len((1, 2)), len([]), len("abc"), len(np.zeros((4, 2)))
abs(-3), abs(-3.5), abs(True)
int(2.9), int(-2.9), int("12"), float(3), float("1.5"), float("nan"), float("-inf"), bool(0), bool(0.5), bool("")
int(), float(), bool()
int(np.float64(2.7)), float(np.int32(3)), bool(np.array([[0]])), float(np.arange(4).sum())
np.pi, np.e, np.inf, np.nan, -np.inf, np.newaxis
np.float64, np.int32, np.bool_, float, int, bool
np.dtype("float32"), np.dtype(int), np.dtype(np.bool_)
np.float64(3), np.float32(0.1), np.int32(7), np.int64(-7), np.bool_(2), np.float64("1.5"), np.float64(1e-5), np.float32(1e6)
np.float32(0.1) + 0.2, np.float32(1) / 3, np.int32(7) / 2, np.int32(7) // 2, np.int64(7) % 4
np.float64(1) + 1, 1 + np.int32(1), np.float32(1) + np.float64(1), np.int32(1) + 1.5
np.array(5), np.array(5.5), np.array(True), np.array(5) + 1, np.array([5])[0]
np.array([1, 2, 3]), np.array([1.5, 2]), np.array([True, 2]), np.array([True, False]), np.array([])
np.array([[1, 2], [3, 4]]), np.array(((1, 2), [3, 4.0])), np.array([[[1], [2]]])
np.array([1, 2], dtype=float), np.array([1.7, -1.7], dtype=int), np.array([0, 2], dtype=bool), np.array([1], dtype=np.float32), np.array([1, 2], dtype="int32")
np.array([[], []]), np.array([[1, 2], [3, 4]], dtype=np.float32), np.array(3, dtype=float)
np.array([np.arange(3), np.ones(3)]), np.array([np.arange(3).sum(), 2.5]), np.array(np.arange(3))
np.array([-9223372036854775808, 9223372036854775807])
np.zeros(3), np.zeros((2, 2)), np.ones(2, dtype=int), np.zeros(()), np.ones((0, 2)), np.zeros([2, 1], dtype=np.bool_)
np.full(3, 7), np.full((2, 2), 1.5), np.full(2, True), np.full(2, 7, dtype=np.float32), np.full((2, 2), [1, 2])
np.arange(5), np.arange(2, 5), np.arange(0, 10, 3), np.arange(5, 0, -2), np.arange(0), np.arange(5, 2), np.arange(-3)
np.arange(3.0), np.arange(0, 1, 0.1), np.arange(1, 2, 0.25), np.arange(5, dtype=np.float32), np.arange(0.5, 3)
np.arange(0.1, 1, 0.3), np.arange(1, 0, -0.3), np.arange(3, dtype="int32"), np.arange(0, 1, 0.1, dtype=np.float32)
np.arange(0.0, 5.0, 1.5, dtype=int), np.arange(stop=3, start=1)
np.linspace(0, 1, 5), np.linspace(0, 1, 3), np.linspace(2, 3, 4, endpoint=False), np.linspace(0, 1, 1), np.linspace(0, 1, 0)
np.linspace(0, 10, 5, dtype=int), np.linspace(5, 1, 3), np.linspace(3, 3, 3), np.linspace(-1.9, 1.9, 4, dtype=int)
np.arange(6)[2], np.arange(6)[-1], np.arange(6)[2:4], np.arange(6)[::-2], np.arange(6)[1::2], np.arange(6)[:-3]
np.arange(6)[None], np.arange(6)[:, None], np.arange(6)[..., None], np.arange(6)[...], np.arange(6)[np.newaxis, 1:3]
np.array([[1, 2], [3, 4]])[0], np.array([[1, 2], [3, 4]])[0, 1], np.array([[1, 2], [3, 4]])[:, 0], np.array([[1, 2], [3, 4]])[..., 1]
np.array([[1, 2], [3, 4]])[::-1, ::-1], np.array([[1, 2], [3, 4]])[-1][0], np.array(5)[()], np.array(5)[...], np.array(5)[None]
np.arange(6)[np.array(2)], np.arange(6)[np.int64(1):np.array(4)]
np.array([[1, 2, 3], [4, 5, 6]]).T, np.array([[1, 2, 3], [4, 5, 6]]).T.shape, np.arange(3).T
np.transpose(np.zeros((2, 3, 4))).shape, np.transpose(np.zeros((2, 3, 4)), (1, 0, 2)).shape, np.zeros((2, 3, 4)).transpose(2, 0, 1).shape, np.zeros((2, 3, 4)).transpose((2, 0, 1)).shape, np.zeros((2, 3)).transpose().shape, np.zeros((2, 3)).transpose(None).shape
np.swapaxes(np.zeros((2, 3, 4)), 0, 2).shape, np.zeros((2, 3, 4)).swapaxes(0, -2).shape
np.expand_dims(np.arange(3), 0).shape, np.expand_dims(np.arange(3), -1).shape, np.expand_dims(np.arange(3), (0, 2)).shape
np.squeeze(np.zeros((1, 3, 1))).shape, np.squeeze(np.zeros((1, 3, 1)), 0).shape, np.zeros((1, 3, 1)).squeeze(axis=(0, 2)).shape, np.squeeze(np.zeros((1, 1))), np.zeros((1, 2)).squeeze(())
np.broadcast_to(np.arange(3), (2, 3)), np.broadcast_to(5, (2,)), np.broadcast_to(np.array([[1], [2]]), (2, 2))
np.arange(6).shape, np.arange(6).dtype, np.arange(6).ndim, np.arange(6).size, np.arange(6).nbytes, np.arange(6).itemsize
np.zeros((2, 3, 4), dtype=np.float32).nbytes, np.zeros((2, 0)).size, np.array(5).ndim, np.zeros((2, 3), dtype=bool).nbytes
np.zeros((2, 3)).strides, np.arange(6).strides, np.zeros((2, 3), dtype=np.int32).strides, np.array(5).strides, np.zeros((1, 100)).strides
np.arange(24)[::2].strides, np.arange(24)[::-1].strides, np.array([[1, 2, 3], [4, 5, 6]]).T.strides, np.broadcast_to(np.arange(3), (4, 3)).strides
np.zeros((2, 3)).T.strides, np.ones((4, 3))[::2, None, ::-1].T.strides, np.broadcast_to(np.zeros(3), (2, 3)).strides, np.full((2, 3), 7)[1].strides
(np.array([[1, 2, 3], [4, 5, 6]]).T + 1).strides, (np.array([[1, 2, 3], [4, 5, 6]]).T * np.arange(2)).strides, np.array([[1, 2, 3], [4, 5, 6]]).T.astype(float).strides
(np.array([[1, 2], [3, 4]])[:, None] + np.array([[1, 2], [3, 4]])).strides, np.arange(3)[None].strides, (np.arange(3)[:, None] + np.arange(2)).strides
np.arange(3).astype(float), np.array([1.7, -1.7]).astype(int), np.arange(3).astype("float32"), np.array([0, 3]).astype(bool), np.arange(2).astype(dtype=np.int32), np.astype(np.arange(2), float)
np.arange(3).astype(np.float32) / 3, np.float64(2.5).astype(int), np.arange(4).dtype == np.int64, np.arange(4).dtype == "int64", np.arange(4).dtype != float
np.arange(3) + 1, np.arange(3) * 2.5, 1 - np.arange(3), np.arange(3) / 2, np.arange(3) // 2, np.arange(3) % 2, np.arange(3) ** 2, 2 ** np.arange(3)
np.arange(3) + np.arange(3), np.arange(3)[:, None] * np.arange(4), np.arange(3) + [1, 2, 3], (1, 2, 3) - np.arange(3)
-np.arange(3), +np.arange(3), ~np.arange(3), ~np.array([True, False]), abs(np.array([-1, 2])), abs(np.array([-1.5]))
np.arange(3) < 2, np.arange(3) <= 1, np.arange(3) == 1, np.arange(3) != 1, np.arange(3) >= 1.5, 1 < np.arange(3)
np.arange(4) & 1, np.arange(4) | 1, np.arange(4) ^ 3, np.array([True, False]) & np.array([True, True]), np.array([True, False]) | True
np.array([True, False]) + np.array([True, True]), np.array([True]) * np.array([True]), np.array([True, False]) + 1, np.array([True]) / 2
np.abs(-3), np.absolute([-1.5, 2]), np.sqrt(4), np.sqrt([1, 4, 9]), np.square(3), np.square([1.5, 2]), np.sqrt(np.float32(2))
np.exp(0), np.log(1), np.sin(0), np.cos(0), np.tan(0), np.arcsin(0), np.arccos(1), np.arctan(0), np.arctan2(0, 1), np.hypot(3, 4)
np.expm1(0), np.log1p(0), np.log2([1, 8]), np.log10([1, 1000]), np.cbrt([8, -27]), np.sinh(0), np.cosh(0), np.tanh([0.0, np.inf])
np.expm1(np.float32(0)), np.log1p(np.arange(1)), np.cbrt(np.zeros(2, dtype=np.float32)), np.log2(0), np.log10(-1), np.tanh(np.int32(0))
np.floor(1.5), np.ceil([1.2, -1.2]), np.floor(np.arange(2)), np.minimum(1, 2), np.maximum([1, 5], 3), np.minimum(np.arange(3), 1.5)
np.where(True, 1, 2), np.where(np.arange(3) > 1, 1, 0), np.where(np.arange(3) > 1, np.inf, np.arange(3)), np.where([1, 0], [1, 2], 3.5)
np.isnan(np.nan), np.isnan([1, 2]), np.isfinite([1, np.inf, np.nan]), np.isnan(np.array([1.0, np.nan]))
np.add(1, 2), np.subtract(5, 3), np.multiply(2, 3.5), np.divide(1, 4), np.floor_divide(7, 2), np.remainder(7, 4), np.power(2, 10), np.negative(3), np.positive(3)
np.equal(1, 1), np.not_equal(1, 2), np.less(1, 2), np.greater_equal([1, 2], 2), np.bitwise_and(6, 3), np.invert(5), np.bitwise_xor([1, 2], 3)
np.arange(6).sum(), np.sum([1.5, 2]), np.sum(5), np.arange(3).mean(), np.arange(6).min(), np.arange(6).max(), np.mean([True, False])
np.array([[1, 2], [3, 4]]).sum(0), np.array([[1, 2], [3, 4]]).sum(axis=1), np.array([[1, 2], [3, 4]]).sum(axis=(0, 1)), np.array([[1, 2], [3, 4]]).sum(axis=-1, keepdims=True), np.array([[1, 2], [3, 4]]).sum(keepdims=True), np.array([[1, 2], [3, 4]]).sum(axis=())
np.array([[1, 2], [3, 4]]).mean(axis=0), np.array([[1, 5], [3, 4]]).min(axis=1), np.array([[1, 5], [3, 4]]).max(1), np.max([[1, 5], [3, 4]], 0, keepdims=True), np.min(np.array([3, 1]), axis=None)
np.array([[1, 5], [3, 4]]).argmin(), np.array([[1, 5], [3, 4]]).argmax(axis=0), np.argmin([3, 1, 2]), np.argmax(np.array([[1, 5], [3, 4]]), axis=1, keepdims=True), np.array([2, 1, 1]).argmin()
np.array([0, 1]).any(), np.array([0, 1]).all(), np.any([[0, 0], [0, 1]], axis=0), np.all([[1, 0], [1, 1]], axis=1), np.all([]), np.any([])
np.array([True, True]).sum(), np.arange(3, dtype=np.int32).sum(), np.arange(3, dtype=np.float32).sum(), np.zeros((0, 3)).sum(axis=0), np.zeros((0, 3)).sum(), np.array(5).sum()
np.arange(3).sum().dtype, np.arange(3, dtype=np.float32).mean(), np.arange(3).mean().dtype, np.arange(3) .argmax().dtype, (np.arange(3) > 1).dtype
np.arange(3).item(1), np.array([[7]]).item(), np.array([[1, 2], [3, 4]]).item(1, 0), np.array([[1, 2], [3, 4]]).item(-1), np.arange(3).tolist(), np.array([[1.5, 2], [3, 4]]).tolist(), np.array(5).tolist(), np.zeros((2, 0)).tolist()
np.random.default_rng(1).random(3).shape, np.random.random((2, 3)).shape, np.random.random(4).dtype, np.random.random((1, 100)).strides
np.array([1.0, np.nan, -np.inf]), np.array([1e10, 1.0]), np.array([1e-10]), np.array([0.1, 0.25]), np.arange(3) / 7
np.arange(2000), np.arange(3000.0)[:, None] * np.arange(50), np.zeros((100, 100), dtype=np.float32)
[np.arange(2), np.float64(1.5), (np.int64(3), "a")], (np.arange(3).sum(),)
np.sqrt(((np.arange(6.0)[:, None][:, np.newaxis, :] - np.arange(6.0)[:, None]) ** 2).sum(axis=-1))
np.zeros((2, 3), order='F').strides, np.ones((2, 3), order='F').strides, np.empty((2, 3), order='F').shape, np.full((2, 3), 7, order='F').strides, np.eye(2, 3, 1, order='F'), np.eye(2, 3, order='F').strides, np.eye(2, order='C')
np.zeros((2, 3), order='F'), np.zeros(3, order='F').strides, np.ones((2, 3, 4), dtype=np.float32, order='F').strides, np.zeros((2, 3), order=None).strides, np.ones((2, 3), order='f').T.strides
np.array([[1, 2, 3], [4, 5, 6]], order='F'), np.array([[1, 2, 3], [4, 5, 6]], order='F').strides, np.copy(np.arange(6).reshape(2, 3), order='F').strides, np.arange(6).reshape(2, 3).copy('F').strides, np.arange(6).reshape(2, 3).astype(np.float32, order='F').strides
np.arange(6).reshape(2, 3).T.copy().strides, np.copy(np.arange(6).reshape(2, 3).T).strides, np.array(np.arange(6).reshape(2, 3).T, order='C').strides, np.array(np.arange(6).reshape(2, 3).T, order='A').strides, np.array(np.arange(12).reshape(2, 6).T[::2], order='A').strides, np.ascontiguousarray(np.arange(6).reshape(2, 3).T).strides, np.array([[1, 2], [3, 4]], order='F', ndmin=3).strides
sorted([3, 1, 2]), sorted((2, 1)), sorted("bca"), sorted(np.array([2, 1])), sorted([1, 2.5, -1], reverse=True), sorted([]), sorted(np.array([2, 3, 1]), reverse=True)
any([0, 1]), all([1, 0]), any([]), all(()), any(np.array([0, 1])), all(np.array([1, 1])), all(np.array([[1]])), any("")
pow(2, 3), pow(2, -1), pow(2, 0.5), pow(2, 10, 1000), pow(np.arange(3), 2), pow(3, -1, 7), pow(2, 3, -5)
bin(5), bin(-5), hex(255), oct(8), hex(np.int64(10)), chr(65), ord("a"), chr(0x1F600)
"a b  c".split(), "a,b,,".split(","), "  a".lstrip(), "a  ".rstrip() + "|", "ab".center(6), "ab".center(5, "*"), "abc".center(6), "abab".count("ab"), "abc".find("c"), "abc".find("x"), "".split(), "ab".count("")
"""

# Scripts, divided by empty lines.
SCRIPTS = """
sorted([1, "a"])

sorted(5)

all(np.array([[1, 2]]))

any(5)

bin(1.5)

ord("ab")

chr(-1)

"a".split("")

pow(2, 3, 0)

pow(2.5, 3, 2)

x = np.zeros((2, 3), order='F')
x[0, 1] = 5
x[1] += 2
print(x, x.sum())

x = np.arange(6).reshape(2, 3)
y = x.T.copy()
y.reshape(-1)[0] = 99
z = x.copy(order='F')
z.T.reshape(-1)[1] = 7
x[0, 1] = 5
print(x, y, z, x.T.copy().T.strides)

np.array([1, 2], order='Z')

np.arange(3).copy(order=5)

np.eye(2, order='A')

np.zeros(2, order='Z')

np.ones(2, order=1)

import numpy as np
A = np.array([[1, 2, 3], [4, 5, 6]])
B = np.array([[10, 20, 30], [40, 50, 60]])
print(A + B)
print(A * B)

a = np.array([1.0, 2.0, 3.0])
b = 2.0
a * b

x = np.arange(4); y = x
x += 1
print(x, y)

x = np.arange(6)
v = x[1:4]
t = x[None].T
x *= 2
print(v, t.sum(), x)

x = np.arange(6)[::2]
x += 10
x

x = np.arange(3.0)
y = x.T
x -= 1
x /= 4
x **= 2
print(x, y)

s = np.arange(3).sum()
t = s
s += 1
print(s, t)

n = 5
n -= 2; n *= 7; n //= 2; n %= 4; n **= 3; n |= 4; n &= 12; n ^= 1
n

a, b = 1, 2
a, b = b, a
(c, d), e = (3, 4), 5
[f, g] = [6, 7]
h = i = 8
first, second = np.arange(2)
row, = np.array([[1, 2]])
print(a, b, c, d, e, f, g, h, i, first, second, row)

print(1, 2.0, "three", None, True, (4, 5), [6])
print("a", "b", sep="-", end="!")
print()
print("x", end="")
print(np.arange(3), np.float32(0.5), np.array(2), np.arange(4).dtype, sep=" | ")
print((np.arange(2), "q"), np.bool_(1))

X = np.linspace(0, 11, 12)
M = len(X)
D = np.abs(X[:, None] - X)
other = np.where(np.arange(M)[:, None] == np.arange(M), np.inf, D)
nearest = other.argmin(axis=1); distance = other.min(axis=1)
print(nearest)
print(distance)

x = (1 +
     2)  # a comment
y = [
    1,  # one
    2,
]
z = 1 + \\
    2
print(x, y, z)

x = 5; x

x = 5; x;

None

print(3)

# only a comment

x = np.zeros((2, 3))
rows, columns = x.shape
print(rows * columns, x.shape[0], x.shape[-1])

x = np.arange(3)
x = x + 0.5
print(x.astype(int), x)

a = np.array([1, 2])
a += np.array([1.5])

a = np.array([1.0, 2.0], dtype=np.float32)
a += np.array([1.5, 2.5])
a

a = np.arange(3)
a += np.zeros((2, 3), dtype=int)

b = np.broadcast_to(np.arange(3), (2, 3))
b += 1

print(undefined)

x = 1
y = x + z

np.arange(3)[5]

np.arange(3)[0, 0]

np.arange(3)[1.5]

np.arange(3)["a"]

np.arange(3) + np.arange(4)

np.zeros((2, 3)) + np.zeros((4, 3))

np.array([[1, 2], [3]])

np.array([1, 2**40], dtype=np.int32)

np.arange(3).sum(axis=1)

np.zeros((2, 3)).sum(axis=(0, 0))

np.zeros((2, 3)).sum(axis=1.5)

np.zeros((2, 3)).sum(axis="x")

np.zeros((0, 3)).max()

np.zeros((0, 3)).argmin()

np.zeros((0, 3)).min(axis=0)

np.broadcast_to(np.zeros((2, 3)), (4, 5))

np.squeeze(np.zeros((2, 1)), 0)

np.zeros((2, 3)).transpose(0)

np.transpose(np.zeros((2, 3)), (0, 0))

np.zeros((2, 3)).astype("foo")

np.zeros(2, foo=1)

np.sum(np.arange(3), foo=1)

np.sqrt(1, foo=2)

np.sqrt()

np.minimum(1)

np.swapaxes(np.zeros(3), 0, 1)

np.zeros((2, 3)).swapaxes(2, 1)

np.array([1, 2], dtype=np.int32) < 3000000000

np.array([1, 2], dtype=np.int32) != -3000000000

np.sqrt(x=1)

np.zeros()

np.linspace(0, 1, -1)

np.arange()

np.arange(1, 2, 0)

np.where(True, 1)

np.array([True]) - np.array([True])

-np.array([True])

~np.array([1.5])

np.array([1.5]) & 1

np.arange(3) ** -1

np.int32(2**40)

np.arange(3, dtype=np.int32) + 2**40

bool(np.arange(3))

bool(np.array([]))

np.arange(3) and True

not np.arange(3)

0 < np.arange(3) < 2

float(np.arange(3))

int(np.array([1]))

int(np.nan)

int(np.inf)

int("x")

float("x")

np.arange(3).item()

np.arange(3).item(5)

np.array([np.nan]).foo

np.foo

np.random.foo

(1, 2).foo

np.arange(3)()

5()

5[0]

(1, 2)[5]

[1, 2]["a"]

(1, 2)[1.5]

"abc"[5]

len(5)

len(np.array(5))

len(np.float64(5))

1 / 0

1 // 0

1 % 0

1.0 // 0

0.0 ** -1

10.0 ** 400

1 + "a"

"a" + 1

1 < "a"

(1,) + [1]

-"a"

~1.5

abs("a")

5 & 2.0

a, b = 1, 2, 3

a, b, c = 1, 2

a, b = 5

a, b = np.arange(3)

np.random.default_rng(-1)

R = np.random.default_rng(5).random(1000) ** 2
np.histogram(R, bins='foo')

np.histogram([], bins='auto')

W = np.array([3, 1, 2, 3, 1, 9])
np.histogram(W, bins='auto', weights=W)

np.histogram([1, np.nan], bins='auto')

np.histogram([1, np.nan])

np.histogram(np.array([2, np.inf]), bins=3)

U64 = np.array([0, 2**63, 2**64-1], dtype=np.uint64)
U64 + np.int64(1)

U64 = np.array([0, 2**63, 2**64-1], dtype=np.uint64)
U64

2**63

2**64 - 1

-2**63

2**63 // 2

2**63 % 10

2**63 & 2**63

(2**63) >> 3

1 << 63

2**63 / 2

-(2**63)

2**63 == 2.0**63

2**63 > 5

9223372036854775808

18446744073709551615

-9223372036854775808

np.array([2**63, 1])

np.array([2**63])

np.array([2**63, -1])

np.array([2**63, True])

np.arange(3) + 2**63

np.arange(3) == 2**63

np.arange(3) < 2**63

np.arange(3) > 2**63

np.arange(3) != 2**63

U64 = np.array([0, 2**63, 2**64-1], dtype=np.uint64)
U64 == 2**63

U64 = np.array([0, 2**63, 2**64-1], dtype=np.uint64)
U64 > 2**63

U64 = np.array([0, 2**63, 2**64-1], dtype=np.uint64)
U64 >= -1

U64 = np.array([0, 2**63, 2**64-1], dtype=np.uint64)
U64 < -1

np.int64(2**63)

np.array([1.5]) + 2**63

np.array([1], dtype='i1') + 2**63

np.clip(np.arange(3), 0, 2**63)

U64 = np.array([0, 2**63, 2**64-1], dtype=np.uint64)
U64.tolist()

np.iinfo('u8').max

np.iinfo('u8')

np.arange(3)[2**63]

A = np.arange(12).reshape(3, 4)
A[:2**63]

np.array([2**63], dtype=np.int64)

np.array([2**64-1], dtype=np.uint64)

np.array([2**63], dtype=np.float32)

x = np.arange(3)
x[0] = 2**63

np.random.default_rng([1, 2]).random(2)

np.random.default_rng((1, 2)).random(2)

np.random.default_rng([1, 2, 3, 4, 5, 6]).random(2)

np.random.default_rng([1, 2, 3, 4, 5, 0]).random(2)

np.random.default_rng([2**40, 3]).random(2)

np.random.default_rng(np.array([1, 2])).random(2)

np.random.default_rng([[1, 3], [2, 4]]).random(2)

np.random.default_rng([]).random(2).shape

np.random.default_rng([1, -2])

np.random.default_rng([1.5])

np.random.default_rng(2**64-1).random()

A = np.arange(12).reshape(3, 4)
np.add(A, 1, dtype=np.float64)

A = np.arange(12).reshape(3, 4)
f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.add(A, 1.5, dtype='f4')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.add([1, 2], [3, 4], dtype='f4')

np.add([1.5], [3], dtype='i8')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.sqrt([1, 2], dtype='f4')

np.sqrt([1, 2], dtype='i4')

np.equal([1], [2], dtype='f8')

np.equal([1], [2], dtype=bool)

np.isnan([1.], dtype='f8')

np.divide([1], [2], dtype='i8')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.floor_divide([1], [2], dtype='f4')

np.bitwise_and([1], [2], dtype='f8')

np.add([True], [True], dtype=int)

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.add(1, 2, dtype='f4')

np.abs([1+1j], dtype='f8')

np.add([1], [2], where=[True])

np.add([1.5, 2], [1, 2], out=np.zeros(2, dtype=int))

np.add([1.5, 2], [1, 2], out=np.zeros(2), where=[True, False])

A = np.arange(12).reshape(3, 4)
np.divide(A, A - 3, out=np.zeros((3, 4)), where=A != 3)

A = np.arange(12).reshape(3, 4)
x = np.zeros((3, 4))
np.multiply(A, 2, out=x)
x

A = np.arange(12).reshape(3, 4)
x = np.zeros((3, 4))
np.multiply(A, 2, out=x)
x[0] = 7
x

x = np.arange(4.)
np.sqrt(x, out=x)
x

x = np.arange(4.)
np.sqrt(x, x)
x

np.add([1], [2], out=3)

np.add([1], [2], out=(np.zeros(1),))

np.add([1, 2], [1, 2], where=[[True], [False]], out=np.zeros((2, 2)))

np.add([1.5], [1], dtype='i8', casting='unsafe')

np.invert([1], dtype='u1')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.left_shift([1], [1], dtype='f4')

np.add([300], [1], dtype='u1')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.add([1.5], 1, dtype='f4')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.logical_and([1.5], 1, dtype='f4')

np.power([2], [3], dtype=float)

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.exp2([1, 2], dtype='f4')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.conj([1], dtype='f4')

f4 = np.array([1, 2.5, 1e10], dtype=np.float32)
np.logaddexp([1], [2], dtype='f4')

np.average([1, 2], weights=[0, 0])

np.average([[1, 2], [3, 4]], axis=0, weights=[0, 0])

np.average(np.array([1, 2]), weights=np.array([1, -1]))

np.average([1, 2], weights=[0., np.nan])

A = np.arange(12).reshape(3, 4)
np.average(A, weights=A, axis=1)

A = np.arange(12).reshape(3, 4)
np.average(A, weights=[[0, 0, 0, 0], [1, 1, 1, 1], [1, 1, 1, 1]], axis=1)

A = np.arange(12).reshape(3, 4)
np.std(A, ddof=1, correction=1)

np.pad([1, 2, 3], 2, mode='reflect', reflect_type='odd')

np.pad([1, 2, 4], 7, mode='reflect', reflect_type='odd')

np.pad([1, 2, 4], 7, mode='symmetric', reflect_type='odd')

np.pad([1.5, 2, 4], (3, 5), mode='symmetric', reflect_type='odd')

A = np.arange(12).reshape(3, 4)
np.pad(A, ((1, 2), (3, 0)), mode='reflect', reflect_type='odd')

np.pad([1, 2, 4], 2, mode='symmetric', reflect_type='even')

np.pad([7], 3, mode='reflect', reflect_type='odd')

np.pad([7, 8], (9, 4), mode='reflect', reflect_type='odd')

np.pad([7, 8, 5, 1], (9, 14), mode='symmetric', reflect_type='odd')

W = np.array([3, 1, 2, 3, 1, 9])
np.pad(W, 1.5)

W = np.array([3, 1, 2, 3, 1, 9])
np.pad(W, 1, mode='edge', constant_values=3)

W = np.array([3, 1, 2, 3, 1, 9])
np.pad(W, 1, mode='mean', reflect_type='odd')

W = np.array([3, 1, 2, 3, 1, 9])
np.pad(W, 1, constant_values=7)

A = np.arange(12).reshape(3, 4)
str(A)

R = np.random.default_rng(5).random(1000) ** 2
repr(R[:3])

str(1.5)

repr('a')

str([1, 'a', np.int64(3)])

repr(np.float64(2))

A = np.arange(12).reshape(3, 4)
W = np.array([3, 1, 2, 3, 1, 9])
print(repr(A), str(W))

round(2.5)

round(3.14159, 2)

round(-0.4)

round(1234, -2)

sum([1, 2, 3])

A = np.arange(12).reshape(3, 4)
sum(A)

sum([1.5, 2], 10)

max(1, 3, 2)

min([4, 2, 3])

W = np.array([3, 1, 2, 3, 1, 9])
max(W)

A = np.arange(12).reshape(3, 4)
max(A)

min()

sum(3)

A = np.arange(12).reshape(3, 4)
A == None

A = np.arange(12).reshape(3, 4)
A != 'a'

1.0 / 0

2**100

2**64 * 3 - 2**65

-2**100 // 7

A = np.arange(12).reshape(3, 4)
A[:2**70]

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[x > 5] = 0
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[2:5] += 1
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[[0, 2], :] *= 2
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[..., None] = A[..., None] + 1
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0] = [1, 2, 3]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0] = 5
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0, 0] = 3.7
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0] = [1.5, 2.5, 3.5, 4.5]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[-1, -1] = -7
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[5] = 1

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0, 4] = 1

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0, 0, 0] = 1

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[:, 1] = [7, 8, 9]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[:, 1:2] = [[7], [8], [9]]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[::-1] = A
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[:] = 0
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[...] = 4
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[[0, 0, 1]] += 1
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[[0, 0]] = [[1], [2]]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[[0, 1], [2, 3]] = [50, 60]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[[0, 7]] = 5

A = np.arange(12).reshape(3, 4)
B = np.array([True, False, True])
x = A.copy()
x[B] = -1
x

A = np.arange(12).reshape(3, 4)
B = np.array([True, False, True])
x = A.copy()
x[B, 1] = [5, 6]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[np.array([True, False])] = 1

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[x > 5] = [1, 2, 3]

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[x > 5] = [1, 2, 3, 4, 5, 6]
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[x > 5] += 100
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[x % 2 == 0] //= 2
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0] /= 2

A = np.arange(12).reshape(3, 4)
x = A.astype(float)
x[0] /= 2
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x += 1.5

A = np.arange(12).reshape(3, 4)
x = A.copy()
x += 1
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x /= 2

A = np.arange(12).reshape(3, 4)
x = A.copy()
x **= 2
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x &= 3
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x @= np.eye(4, dtype=int)
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x %= 3
x

A = np.arange(12).reshape(3, 4)
x = A.astype(np.float32)
x += np.float64(1)
x

I8 = np.array([-128, 0, 127], dtype=np.int8)
x = I8.copy()
x[0] = 200

I8 = np.array([-128, 0, 127], dtype=np.int8)
x = I8.copy()
x[:] = 300

I8 = np.array([-128, 0, 127], dtype=np.int8)
x = I8.copy()
x += 200

U8 = np.array([0, 200, 255], dtype=np.uint8)
x = U8.copy()
x[0] = -1

B = np.array([True, False, True])
x = B.copy()
x[0] = 3
x

B = np.array([True, False, True])
x = B.copy()
x[1] = np.nan
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0] = 1j

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0, 0] = np.nan

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0] = np.nan

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0] = np.array([1.9, 2.9, 3.9, 4.9])
x

F = np.array([[1.5, -2.25, np.nan], [np.inf, 0.0, -0.0]])
x = F.copy()
x[np.isnan(x)] = 0
x

F = np.array([[1.5, -2.25, np.nan], [np.inf, 0.0, -0.0]])
x = F.copy()
x[~np.isfinite(x)] = -1
x

T = np.arange(24).reshape(2, 3, 4)
x = T.copy()
x[0, :, 1] = [1, 2, 3]
x

T = np.arange(24).reshape(2, 3, 4)
x = T.copy()
x[:, [0, 2], :] = 0
x

T = np.arange(24).reshape(2, 3, 4)
x = T.copy()
x[[0, 1], :, [1, 2]] = [[1, 2, 3], [4, 5, 6]]
x

T = np.arange(24).reshape(2, 3, 4)
x = T.copy()
x[..., 0] = [[1, 2, 3], [4, 5, 6]]
x

T = np.arange(24).reshape(2, 3, 4)
x = T.copy()
x[..., 0] = [1, 2]

T = np.arange(24).reshape(2, 3, 4)
x = T.copy()
x[1, ..., ::2] -= 100
x

T = np.arange(24).reshape(2, 3, 4)
x = T.copy()
x[x[:, :, 0] > 5] = 0
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
y = x
y[0] = 9
y

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[()] = 3
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[None, 0] = 3
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[1:1] = 3
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[[]] = 3
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[1.5] = 3

A = np.arange(12).reshape(3, 4)
x = A.copy()
x['a'] = 3

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[::0] = 3

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[np.ix_([0, 2], [1, 3])] = -1
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[np.arange(3), np.arange(3)] = 0
x

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[np.array([[0], [2]]), np.array([0, 3])] += 7
x

W = np.array([3, 1, 2, 3, 1, 9])
x = W.copy()
x[::2] = x[1::2]
x

W = np.array([3, 1, 2, 3, 1, 9])
x = W.copy()
x[1:] += x[:-1]
x

W = np.array([3, 1, 2, 3, 1, 9])
x = W.copy()
x[x.argsort()] = np.arange(6)
x

W = np.array([3, 1, 2, 3, 1, 9])
x = W.copy()
x[-3:] = x[:3][::-1]
x

x = np.array(5)
x[()] = 3
x

x = np.array(5)
x[...] = 3
x

x = np.array(5)
x[0] = 3

x = np.zeros((2, 2))
x[0] = np.ones(3)

x = np.zeros((2, 2))
x[:, :] = np.ones((2, 3))

x = np.zeros((2, 3))
x[1] = np.arange(3)
x

x = np.zeros((2, 3))
x[:] = np.ones((1, 2, 3))
x

x = np.zeros(3)
x[[0, 1]] = np.array([1, 2, 3])

x = np.zeros(3, dtype=np.int32)
x[0] = 2**40

x = np.zeros(3)
x, y = 1, 2
x

A = np.arange(12).reshape(3, 4)
a, b = A[0, 0], A[0, 1]
b

A = np.arange(12).reshape(3, 4)
a, b = np.divmod(A, 5)
b

A = np.arange(12).reshape(3, 4)
a, b = A
b

A = np.arange(12).reshape(3, 4)
a, b, c = A
b

(a, b), c = (1, 2), 3
b

a = b = 3
b

x = (1, 2)
x[0] = 5

x = 5
x[0] = 1

A = np.arange(12).reshape(3, 4)
x = A.copy()
x[0], x[1] = 1, 2
x

A = np.arange(12).reshape(3, 4)
np.std(A, axis=3)

A = np.arange(12).reshape(3, 4)
np.std(A, ddof=1, correction=1)

np.nanmax(np.array([]))

np.nanmin(np.zeros((0, 2)), axis=0)

A = np.arange(12).reshape(3, 4)
np.sort(A, axis=2)

A = np.arange(12).reshape(3, 4)
np.sort(A, kind='foo')

np.sort(np.int64(3))

A = np.arange(12).reshape(3, 4)
np.argsort(A, axis=-3)

np.searchsorted([[1, 2]], 1)

np.searchsorted([1, 2], 1, side='up')

np.searchsorted([1, 2], 1, sorter=[0])

np.digitize([1], [0, 2, 1])

np.digitize([1j], [0, 1])

A = np.arange(12).reshape(3, 4)
np.split(A, 2)

A = np.arange(12).reshape(3, 4)
np.array_split(A, 0)

np.hsplit(np.int64(3), 1)

W = np.array([3, 1, 2, 3, 1, 9])
np.vsplit(W, 2)

A = np.arange(12).reshape(3, 4)
np.dsplit(A, 2)

A = np.arange(12).reshape(3, 4)
np.rot90(A, axes=(0, 0))

A = np.arange(12).reshape(3, 4)
np.rot90(A, axes=(0, 2))

W = np.array([3, 1, 2, 3, 1, 9])
np.rot90(W)

A = np.arange(12).reshape(3, 4)
np.reshape(A, (5, -1))

A = np.arange(12).reshape(3, 4)
np.reshape(A, (3, 5))

A = np.arange(12).reshape(3, 4)
np.reshape(A, (-2, 6))

A = np.arange(12).reshape(3, 4)
np.reshape(A, (0, -1))

np.reshape(np.zeros((0, 3)), (0, -1))

A = np.arange(12).reshape(3, 4)
A.reshape(2.5, 2)

A = np.arange(12).reshape(3, 4)
A.reshape('a')

W = np.array([3, 1, 2, 3, 1, 9])
np.pad(W, 1.5)

W = np.array([3, 1, 2, 3, 1, 9])
np.pad(W, 1, mode='edge', constant_values=3)

np.pad(np.array([]), 1, mode='edge')

A = np.arange(12).reshape(3, 4)
np.take_along_axis(A, np.zeros((3, 1)), axis=1)

A = np.arange(12).reshape(3, 4)
np.take_along_axis(A, np.zeros((2, 1), dtype=int), axis=1)

np.choose([0.5], [1])

A = np.arange(12).reshape(3, 4)
W = np.array([3, 1, 2, 3, 1, 9])
np.matmul(A, W)

np.matmul(np.zeros((2, 3, 4)), np.zeros((3, 4, 2)))

A = np.arange(12).reshape(3, 4)
np.einsum('ij,jk->ik', A)

W = np.array([3, 1, 2, 3, 1, 9])
np.einsum('ij->', W)

A = np.arange(12).reshape(3, 4)
np.einsum('ijk', A)

A = np.arange(12).reshape(3, 4)
np.einsum('i->', A)

A = np.arange(12).reshape(3, 4)
np.einsum('ij->ijj', A)

A = np.arange(12).reshape(3, 4)
np.einsum('ij->iz', A)

A = np.arange(12).reshape(3, 4)
np.einsum('ij,kl->', A)

A = np.arange(12).reshape(3, 4)
np.einsum('i$j', A)

A = np.arange(12).reshape(3, 4)
np.einsum('ij-jk', A)

A = np.arange(12).reshape(3, 4)
np.einsum('ij->i->j', A)

A = np.arange(12).reshape(3, 4)
np.einsum('...i->i', A)

A = np.arange(12).reshape(3, 4)
np.einsum('ii', A)

A = np.arange(12).reshape(3, 4)
np.einsum('', A)

np.einsum()

A = np.arange(12).reshape(3, 4)
np.einsum('i.j', A)

np.random.default_rng(1).uniform(0, np.inf)

np.random.default_rng(1).uniform(3, size=2)

np.add(np.arange(3), 1.5, dtype=np.int64)

np.multiply(2j, np.arange(3.0), dtype=np.float64)

np.add(np.arange(3), 1.5, dtype=np.float32), np.add(1, np.ones(2, np.int32), dtype=np.int32), np.add(np.arange(3), True, dtype=np.int64)

np.add(np.arange(3), 1.5, dtype=np.int64, casting='unsafe')

np.sqrt(2.5, dtype=np.float32), np.negative(3, dtype=np.float64)

x = np.arange(3000.0).reshape(3, 1000)
x.sum(1) + (x * 2).max(1) - (x + 3).min(1) + (x % 7).sum(1) + (x % 5).max(1) + (x > 9).sum(1) + (x - 4).max(1) + (-x).min(1)

np.random.default_rng(1).integers(0)

np.random.default_rng(1).integers(-1)

np.random.default_rng(1).integers(0, 300, dtype=np.int8)

np.random.default_rng(1).integers(0, 3, dtype=np.float32)

A = np.arange(12).reshape(3, 4)
np.average(A, weights=[1, 2, 3], axis=1)

A = np.arange(12).reshape(3, 4)
np.average(A, weights=[1, 2, 3])

A = np.arange(12).reshape(3, 4)
np.average(A, axis=0, weights=[0, 0, 0])

1.0 / 0

A = np.arange(12).reshape(3, 4)
A == None
"""


def run(text):
    """What a notebook prints, or the error."""
    out = io.StringIO()
    try:
        tree = ast.parse(text)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not text.rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
        names = {"np": np}
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(tree, "cell", "exec"), names)
            if last is not None:
                value = eval(compile(last, "cell", "eval"), names)
                if value is not None:
                    print(repr(value))
    except Exception as error:
        line = error.__traceback__.tb_next.tb_lineno
        # NumPy has some blanks where nothing is left out.
        return out.getvalue() + f"!! {line}: {' '.join(str(error).split())}\n"
    return out.getvalue()


def cases():
    yield from EXPRESSIONS.strip().split("\n")
    yield from SCRIPTS.strip().split("\n\n")


text = [f"# scripts and what they print; NumPy {np.__version__}\n"]
for script in cases():
    text.append(f"===\n{script}\n---\n{run(script)}")
(RESOURCES / "scripts.txt").write_text("".join(text), encoding="utf-8")
