# NumPy's broadcasting, computed by Spark: run this file with
#
#     bin/spark-ndarray run examples/broadcasting.py
#
# or cell by cell in any notebook with NumPy, given the memory. A line "# %%" begins a cell, and the
# last expression of a cell is shown, as in a notebook.
import numpy as np

# %% Two arrays of the same shape: element by element
A = np.array([[1, 2, 3],
              [4, 5, 6]])
B = np.array([[7, 8, 9],
              [10, 11, 12]])
print(A + B)
print(A * B)

# %% An array and a number: the number is stretched to the array's shape
a = np.array([1, 2, 3])
b = 2
a + b

# %% A long row: is it faster to sum over its rows or along it? (In NumPy the two differ.)
c = np.random.random((1, 10000000))

# %%
%timeit c.sum(axis=0)

# %%
%timeit c.sum(axis=1)

# %% From one row to the next it is 80,000,000 bytes, from one column to the next 8
c.strides

# %% An expression with four temporary arrays of 4.2 GB each in NumPy
a = np.random.random((10240, 1024, 50))
b = np.random.random((10240, 1024, 50))
c = (2.0 * a - 4.5 * b) + (np.sin(a) + np.cos(b))
print(c.shape, c.nbytes)

# %% Here it makes none: it is one pass, and of what is only summed up nothing is kept
c.mean()

# %% All of c, computed and dropped; once is enough
%timeit -n 1 -r 5 (2.0 * a - 4.5 * b) + (np.sin(a) + np.cos(b))

# %% Written step by step it is the same plan, and takes the same time
%%timeit -n 1 -r 5
c = 2.0 * a
c = c - 4.5 * b
tmp = np.sin(a)
tmp = tmp + np.cos(b)
c = c + tmp

# %% All distances between 10,000 points: (M, 1, 3) against (M, 3) makes (M, M, 3), then (M, M)
M = 10000
X = np.random.random((M, 3))
D = np.sqrt(((X[:, np.newaxis, :] - X) ** 2).sum(axis=-1))
print(D.shape, D.dtype)

# %% The 800 MB of distances as a file that NumPy reads: np.load("distances.npy")
np.save("distances.npy", D)

# %% The nearest other point of each point needs no file, and no (M, M) array either
other = np.where(np.arange(M)[:, None] == np.arange(M), np.inf, D)
nearest = other.argmin(axis=1)
distance = other.min(axis=1)
print(nearest[:5], distance.max())
