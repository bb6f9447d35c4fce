-- The most lonely of 171,075 cities, and how many pairs of cities in Iceland are at most 50 km apart.
-- From the project's folder:
--
--   spark-sql --jars spark-ndarray/target/spark-ndarray-0.1.0-SNAPSHOT-app.jar \
--     --conf spark.sql.extensions=io.github.sparkndarray.sql.NDArrayExtensions \
--     -f examples/sql/cities.sql

CREATE TEMPORARY VIEW cities_of_file (id LONG, name STRING, country STRING, lat DOUBLE, lng DOUBLE)
  USING csv OPTIONS (path 'examples/data/cities.csv.gz', header 'true');

-- In parts, so that every core has some of the cities, with points of the unit sphere: what is near
-- along the surface is near in a straight line.
CREATE TEMPORARY VIEW cities AS
  SELECT /*+ REPARTITION(16) */ *, array(radians(lat), radians(lng)) AS place,
    array(cos(radians(lat)) * cos(radians(lng)), cos(radians(lat)) * sin(radians(lng)),
      sin(radians(lat))) AS point
  FROM cities_of_file;

-- One of the two nearest is the city itself.
SELECT l.name, l.country, r.name AS nearest,
  round(nd_haversine(l.place, r.place, 6371.0088D), 1) AS km
FROM cities l JOIN cities r EXACT NEAREST 2 BY DISTANCE nd_sqeuclidean(l.point, r.point)
WHERE l.id <> r.id
ORDER BY km DESC LIMIT 5;

WITH iceland AS (SELECT * FROM cities WHERE country = 'IS')
SELECT count(*) AS pairs
FROM iceland l CROSS JOIN iceland r
WHERE nd_haversine(l.place, r.place, 6371.0088D) <= 50 AND l.id < r.id;
