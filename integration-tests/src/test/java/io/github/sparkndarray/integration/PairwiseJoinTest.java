package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.sparkndarray.sql.PairwiseJoin;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Joins by distance against all pairs of the same tables. */
@SparkTest(
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      "spark.ndarray.local.maxMillis=0",
      TinyBlocks.KRYO,
      TinyBlocks.KRYO_REGISTRATOR
    })
class PairwiseJoinTest {
  private static double x(Row row) {
    return row.getDouble(3);
  }

  private static double y(Row row) {
    return row.getDouble(4);
  }

  private static double euclidean(Row l, Row r) {
    return Math.sqrt((x(l) - x(r)) * (x(l) - x(r)) + (y(l) - y(r)) * (y(l) - y(r)));
  }

  /** Ids of pairs, their distances and ranks, all pairs compared. */
  private static List<String> oracle(
      Dataset<Row> left,
      Dataset<Row> right,
      ToDoubleBiFunction<Row, Row> distance,
      BiPredicate<Row, Row> where,
      int k) {
    List<Row> others = right.orderBy("id").collectAsList();
    List<String> pairs = new ArrayList<>();
    for (Row row : left.orderBy("id").collectAsList()) {
      List<Row> best =
          others.stream()
              .filter(other -> where.test(row, other))
              .sorted(Comparator.comparingDouble(other -> distance.applyAsDouble(row, other)))
              .limit(k)
              .toList();
      for (int i = 0; i < best.size(); i++) {
        double d = Math.abs(distance.applyAsDouble(row, best.get(i)));
        pairs.add(text(row.getLong(0), best.get(i).getLong(0), d, i + 1));
      }
    }
    return pairs;
  }

  private static final int ALL = Integer.MAX_VALUE;

  private static String text(long id, long other, double distance, int rank) {
    return String.format(Locale.ROOT, "%03d %03d %.9f %d", id, other, distance, rank);
  }

  private static List<String> found(PairwiseJoin join) {
    return join.toDataFrame().select("id", "id_right", "distance", "rank").collectAsList().stream()
        .sorted(Comparator.<Row>comparingLong(r -> r.getLong(0)).thenComparing(r -> r.getInt(3)))
        .map(r -> text(r.getLong(0), r.getLong(1), r.getDouble(2), r.getInt(3)))
        .toList();
  }

  private static List<String> texts(Dataset<Row> rows) {
    return Arrays.stream((Row[]) rows.collect()).map(Row::toString).toList();
  }

  @Test
  void theNearestAreThoseOfAllPairs(SparkSession spark) {
    Dataset<Row> left = GridPoints.of(spark, 1, 70).persist();
    Dataset<Row> right = GridPoints.of(spark, 2, 50).persist();
    PairwiseJoin join = PairwiseJoin.nearest(left, right).features("x", "y").id("id");
    assertThat(found(join.k(3)))
        .isEqualTo(oracle(left, right, PairwiseJoinTest::euclidean, (l, r) -> true, 3));
    assertThat(found(join.within(1.25)))
        .isEqualTo(
            oracle(
                left, right, PairwiseJoinTest::euclidean, (l, r) -> euclidean(l, r) <= 1.25, ALL));
    assertThat(found(join.k(2).within(0.5)))
        .isEqualTo(
            oracle(left, right, PairwiseJoinTest::euclidean, (l, r) -> euclidean(l, r) <= 0.5, 2));
    ToDoubleBiFunction<Row, Row> greatest =
        (l, r) -> Math.max(Math.abs(x(l) - x(r)), Math.abs(y(l) - y(r)));
    assertThat(found(join.metric("chebyshev").k(2)))
        .isEqualTo(oracle(left, right, greatest, (l, r) -> true, 2));
    assertThat(found(join.metric("maximum(abs(a - b)[..., 0], abs(a - b)[..., 1])").k(1)))
        .isEqualTo(oracle(left, right, greatest, (l, r) -> true, 1));
    PairwiseJoin far = PairwiseJoin.farthest(left, right).features("x", "y").id("id").k(2);
    assertThat(found(far))
        .isEqualTo(oracle(left, right, (l, r) -> -euclidean(l, r), (l, r) -> true, 2));
    PairwiseJoin like = PairwiseJoin.mostSimilar(left, right).features("x", "y").id("id").k(2);
    assertThat(found(like))
        .isEqualTo(oracle(left, right, (l, r) -> -(x(l) * x(r) + y(l) * y(r)), (l, r) -> true, 2));
  }

  @Test
  void aTableIsJoinedWithItselfWithoutTheRowsThemselves(SparkSession spark) {
    Dataset<Row> table = GridPoints.of(spark, 3, 60).persist();
    PairwiseJoin join = PairwiseJoin.nearest(table).features("x", "y").id("id");
    assertThat(found(join.k(4)))
        .isEqualTo(
            oracle(
                table,
                table,
                PairwiseJoinTest::euclidean,
                (l, r) -> l.getLong(0) != r.getLong(0),
                4));
    assertThat(found(join.within(0.5)))
        .isEqualTo(
            oracle(
                table,
                table,
                PairwiseJoinTest::euclidean,
                (l, r) -> l.getLong(0) != r.getLong(0) && euclidean(l, r) <= 0.5,
                ALL));
  }

  @Test
  void rowsWithoutNumbersAreStillNoPairsOfThemselves(SparkSession spark) {
    Dataset<Row> table =
        spark.sql("SELECT id, IF(id IN (1, 2, 5), NULL, double(id)) AS x, 0 AS g FROM range(6)");
    PairwiseJoin join = PairwiseJoin.nearest(table).features("x").id("id").nullsAsNaN().k(5);
    PairwiseJoin far = PairwiseJoin.farthest(table).features("x").id("id").nullsAsNaN().k(5);
    for (PairwiseJoin each : List.of(join, join.by("g"), far, far.by("g"))) {
      assertThat(
              texts(
                  each.toDataFrame()
                      .groupBy("id")
                      .agg(functions.expr("sort_array(collect_list((rank, id_right))).id_right"))))
          .contains("[1,ArraySeq(0, 2, 3, 4, 5)]", "[2,ArraySeq(0, 1, 3, 4, 5)]")
          .contains(
              each.toDataFrame().where("rank = 1 AND id = 0").head().getLong(3) == 3
                  ? "[0,ArraySeq(3, 4, 1, 2, 5)]"
                  : "[0,ArraySeq(4, 3, 1, 2, 5)]")
          .hasSize(6);
    }
  }

  @Test
  void rowsOfEqualIdsAreRankedByWhatElseTheyHave(SparkSession spark) {
    Dataset<Row> table =
        spark
            .sql(
                "SELECT 'same' AS id, 0 AS g, -id AS n, id % 2 AS x, reverse(string(id)) AS t"
                    + " FROM range(0, 40, 1, 3)")
            .persist();
    PairwiseJoin join = PairwiseJoin.nearest(table).features("x").id("id").k(3);
    List<String> whole = texts(join.toDataFrame().orderBy("n", "rank"));
    assertThat(whole)
        .hasSize(120)
        .startsWith(
            "[same,0,-39,1,93,same,0,-37,1,73,0.0,1]",
            "[same,0,-39,1,93,same,0,-35,1,53,0.0,2]",
            "[same,0,-39,1,93,same,0,-33,1,33,0.0,3]");
    assertThat(texts(join.by("g").toDataFrame().orderBy("n", "rank"))).isEqualTo(whole);
  }

  @Test
  void whatComesFromAllVectorsOfAGroupComesFromAll(SparkSession spark) {
    Dataset<Row> table =
        spark
            .sql(
                "SELECT id, id % 2 AS g, double(hash(id)) / (id + 1) AS x, id * id AS y FROM"
                    + " range(2500)")
            .persist();
    PairwiseJoin join =
        PairwiseJoin.nearest(table).features("x", "y").id("id").metric("seuclidean").by("g");
    List<String> inTasks = found(join);
    spark.conf().set("spark.ndarray.join.groupBytes", "0");
    try {
      assertThat(found(join)).isEqualTo(inTasks);
    } finally {
      spark.conf().unset("spark.ndarray.join.groupBytes");
    }
  }

  @Test
  void groupsAreComparedInsideThemselves(SparkSession spark) {
    BiPredicate<Row, Row> inGroup = (l, r) -> l.getLong(2) == r.getLong(2);
    BiPredicate<Row, Row> others = inGroup.and((l, r) -> l.getLong(0) != r.getLong(0));
    Dataset<Row> left = GridPoints.of(spark, 4, 40).persist();
    Dataset<Row> right = GridPoints.of(spark, 5, 7).persist();
    PairwiseJoin join = PairwiseJoin.nearest(left, right).features("x", "y").id("id").by("g");
    assertThat(found(join.k(3)))
        .as("groups of the right side have 2 or 3 rows")
        .isEqualTo(oracle(left, right, PairwiseJoinTest::euclidean, inGroup, 3));
    PairwiseJoin self = PairwiseJoin.nearest(left).features("x", "y").id("id").by("g");
    assertThat(found(self.k(2)))
        .isEqualTo(oracle(left, left, PairwiseJoinTest::euclidean, others, 2));
    List<String> near =
        oracle(
            left,
            left,
            PairwiseJoinTest::euclidean,
            others.and((l, r) -> euclidean(l, r) <= 0.5),
            ALL);
    assertThat(found(self.within(0.5))).isEqualTo(near);
    // A row takes 88 bytes: groups of 13 rows are compared in one task, that of 14 as a whole
    // table.
    spark.conf().set("spark.ndarray.join.groupBytes", "1200");
    try {
      assertThat(found(self.within(0.5))).isEqualTo(near);
      spark.conf().set("spark.ndarray.join.groupBytes", "0");
      assertThat(found(join.k(3)))
          .isEqualTo(oracle(left, right, PairwiseJoinTest::euclidean, inGroup, 3));
    } finally {
      spark.conf().unset("spark.ndarray.join.groupBytes");
    }
  }

  @Test
  void theResultHasTheColumnsOfBothSides(SparkSession spark) {
    Dataset<Row> queries =
        spark.sql("SELECT 7 AS q, array(1F, 0F) AS v UNION ALL SELECT 8, array(0F, 2F)");
    Dataset<Row> items = spark.sql("SELECT 'a' AS id, array(1F, 1F) AS v, true AS ok");
    Dataset<Row> result = PairwiseJoin.nearest(queries, items).features("v").toDataFrame();
    assertThat(result.schema().simpleString())
        .isEqualTo(
            "struct<q:int,v:array<float>,id:string,v_right:array<float>,ok:boolean,distance:double,"
                + "rank:int>");
    assertThat(texts(result.orderBy("q")))
        .containsExactly(
            "[7,ArraySeq(1.0, 0.0),a,ArraySeq(1.0, 1.0),true,1.0,1]",
            "[8,ArraySeq(0.0, 2.0),a,ArraySeq(1.0, 1.0),true,1.4142135381698608,1]");
  }

  @Test
  void pointsOnTheEarthAreKilometresApart(SparkSession spark) {
    Dataset<Row> towns =
        spark.sql(
            "SELECT *, 1 AS n FROM VALUES ('Paris', 48.8566, 2.3522), ('London', 51.5074, -0.1278),"
                + " ('Suva', -18.1416, 178.4419), ('Apia', -13.8333, -171.7667) AS t(id, lat,"
                + " lng)");
    PairwiseJoin join =
        PairwiseJoin.nearest(towns).features("lat", "lng").id("id").metric("haversine");
    assertThat(
            texts(
                join.toDataFrame()
                    .selectExpr("id", "id_right", "round(distance, 1)", "rank")
                    .orderBy("id")))
        .containsExactly(
            "[Apia,Suva,1150.7,1]",
            "[London,Paris,343.6,1]",
            "[Paris,London,343.6,1]",
            "[Suva,Apia,1150.7,1]");
    assertThat(join.within(400).toDataFrame().count()).isEqualTo(2);
    assertThat(join.metric("HAVERSINE").within(400).toDataFrame().count()).isEqualTo(2);
    assertThat(join.metric("(a & b).sum(-1)").features("n").toDataFrame().head().getInt(3)).isOne();
    assertThat(
            join.metric("haversine", Map.of("degrees", false, "radius", 1.0))
                .within(0.1)
                .toDataFrame()
                .count())
        .isZero();
  }

  /** {@code cities_tree.py} writes the fixture. */
  @Test
  void citiesHaveTheNeighboursThatATreeFinds(SparkSession spark) throws IOException {
    Map<String, Double> expected = new TreeMap<>();
    try (InputStream in = getClass().getResourceAsStream("/cities_tree.csv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(c -> expected.put(c[0] + " " + c[1] + " " + c[2], Double.parseDouble(c[3])));
    }
    Dataset<Row> cities =
        spark
            .read()
            .option("header", true)
            .schema("id LONG, name STRING, country STRING, lat DOUBLE, lng DOUBLE")
            .csv("../examples/data/cities.csv.gz");
    Set<Object> some =
        expected.keySet().stream()
            .map(key -> Long.valueOf(key.substring(0, key.indexOf(' '))))
            .collect(Collectors.toSet());
    Dataset<Row> left = cities.where(functions.col("id").isin(some.toArray()));
    Dataset<Row> found =
        PairwiseJoin.nearest(left, cities)
            .features("lat", "lng")
            .id("id")
            .metric("haversine")
            .k(6)
            .toDataFrame();
    Map<String, Double> actual = new TreeMap<>();
    for (Row row :
        found.where("rank > 1").select("id", "rank", "id_right", "distance").collectAsList()) {
      // The first is the city itself.
      actual.put(
          row.getLong(0) + " " + (row.getInt(1) - 1) + " " + row.getLong(2), row.getDouble(3));
    }
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((pair, km) -> assertThat(actual.get(pair)).isCloseTo(km, within(1e-6)));
  }
}
