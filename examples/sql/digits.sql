-- Classifies handwritten digits by their five nearest neighbours: each by all others. From the
-- project's folder:
--
--   spark-sql --jars spark-ndarray/target/spark-ndarray-0.1.0-SNAPSHOT-app.jar \
--     --conf spark.sql.extensions=io.github.sparkndarray.sql.NDArrayExtensions \
--     -f examples/sql/digits.sql

CREATE TEMPORARY VIEW digits (id INT, digit INT, image ARRAY<FLOAT>)
  USING json OPTIONS (path 'examples/data/digits.json.gz');

-- The nearest of the six is the digit itself, as no two images are equal. Of several digits that are
-- found equally often, the least counts.
WITH neighbours AS (
  SELECT l.id, l.digit, r.digit AS found
  FROM digits l JOIN digits r EXACT NEAREST 6 BY DISTANCE vector_l2_distance(l.image, r.image)
  WHERE l.id <> r.id
), votes AS (
  SELECT id, digit, found, count(*) AS votes FROM neighbours GROUP BY id, digit, found
), voted AS (
  SELECT id, digit, max_by(found, struct(votes, -found)) AS found FROM votes GROUP BY id, digit
)
SELECT round(100 * avg(IF(found = digit, 1, 0)), 2) AS percent_right, count(*) AS digits FROM voted;
