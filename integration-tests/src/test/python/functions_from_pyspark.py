"""Calls the SQL functions through PySpark and prints what they give, one JSON object a line.

    python functions_from_pyspark.py JAR[:JAR...]
"""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.driver.extraClassPath", sys.argv[1])
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.extensions", "io.github.sparkndarray.sql.NDArrayExtensions")
    .getOrCreate()
)


def show(name, value):
    print("RESULT " + json.dumps({name: value}))


pairs = spark.createDataFrame([(1, [1.0, 2.0], [4.0, 6.0]), (2, [0.0, 0.0], None)], "id int, a array<double>, b array<double>")
show("column", [row[0] for row in pairs.selectExpr("nd_euclidean(a, b)").collect()])
show("call_function", [row[0] for row in pairs.select(F.call_function("nd_cityblock", "a", "b")).collect()])
show("eval", spark.sql("SELECT nd_eval('m.sum(0)', named_struct('m', array(array(1, 2), array(3, 4))))").first()[0])
pairs.createOrReplaceTempView("pairs")
near = spark.sql(
    "SELECT l.id, r.id AS other FROM pairs l JOIN pairs r EXACT NEAREST 1 BY DISTANCE nd_euclidean(l.a, r.a)"
)
show("nearest", sorted([row.id, row.other] for row in near.collect()))
try:
    pairs.selectExpr("nd_eval('a + c', struct(a))")
except Exception as error:
    show("error", [type(error).__name__, error.getCondition()])
spark.stop()
