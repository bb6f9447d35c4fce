"""Writes the five nearest other cities of some, as SciPy's cKDTree finds them among all 171,075.

python3 integration-tests/src/test/python/cities_tree.py, from the root of the project.
"""

import csv
import gzip

import numpy as np
from scipy.spatial import cKDTree

EARTH_KM = 6371.0088
K = 5

with gzip.open("examples/data/cities.csv.gz", "rt", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
lat, lng = (np.radians([float(row[name]) for row in rows]) for name in ("lat", "lng"))
xyz = np.stack([np.cos(lat) * np.cos(lng), np.cos(lat) * np.sin(lng), np.sin(lat)], axis=1)
tree = cKDTree(xyz)
with open("integration-tests/src/test/resources/cities_tree.csv", "w", encoding="utf-8") as out:
    out.write("id,rank,neighbour,km\n")
    for city in range(0, len(rows), 1000):
        chord, near = tree.query(xyz[city], k=K + 2)
        km = 2 * EARTH_KM * np.arcsin(chord / 2)
        if np.diff(km).min() < 1e-6:
            continue  # two are equally near but for rounding
        assert near[0] == city
        for rank in range(1, K + 1):
            out.write(f"{city},{rank},{near[rank]},{float(km[rank])!r}\n")
