package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL functions, folded as constants, in generated code and interpreted. */
class SqlFunctionsTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSession.start();
    spark.sql(
        """
        CREATE OR REPLACE TEMP VIEW t AS SELECT * FROM VALUES
          (1, array(1D, 2D, 3D), array(4D, 6D, 3D), array(1F, 2F), 3),
          (2, array(0D, 0D), array(3D, 4D), array(0F, 0F), 4),
          (3, array(), array(), array(), 5),
          (4, NULL, array(1D), NULL, NULL),
          (5, array(1D, NULL), array(1D, 2D), array(NULL), 6)
          AS t(id, a, b, f, n)
        """);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** The column of a query over {@code t}, in generated code and interpreted. */
  private static List<Object> column(String expression) {
    String query = "SELECT " + expression + " AS x FROM t ORDER BY id";
    List<Object> generated = values(query);
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    try {
      assertThat(values(query)).as("interpreted").isEqualTo(generated);
    } finally {
      spark.conf().unset("spark.sql.codegen.factoryMode");
      spark.conf().unset("spark.sql.codegen.wholeStage");
    }
    return generated;
  }

  private static List<Object> values(String query) {
    return spark.sql(query).collectAsList().stream().map(row -> row.get(0)).toList();
  }

  private static Object one(String expression) {
    return spark.sql("SELECT " + expression).head().get(0);
  }

  @Test
  void computesMetricsOfColumnsOfAnyLengths() {
    assertThat(column("nd_euclidean(a, b)")).containsExactly(5.0, 5.0, 0.0, null, null);
    assertThat(column("nd_cityblock(a, b)")).containsExactly(7.0, 7.0, 0.0, null, null);
    assertThat(column("nd_sqeuclidean(f, f)")).containsExactly(0f, 0f, 0f, null, null);
  }

  @Test
  void computesExpressionsOfColumns() {
    assertThat(column("nd_eval('sqrt(((a - b) ** 2).sum(-1))', named_struct('a', a, 'b', b))"))
        .containsExactly(5.0, 5.0, 0.0, null, null);
    assertThat(column("nd_eval('(a * n).sum()', struct(a, n))"))
        .containsExactly(18.0, 0.0, 0.0, null, null);
    assertThat(column("nd_eval('len(a) + n', struct(a, n))")).containsExactly(6, 6, 5, null, null);
    assertThat(column("nd_eval('(a > 1).any()', struct(a))"))
        .containsExactly(true, false, false, null, null);
  }

  @Test
  void readsColumnsInParquetAndFromGeneratedArrays() {
    assertThat(
            one(
                "sum(nd_euclidean(transform(sequence(0, 9), i -> i * id), array_repeat(0L, 10)))"
                    + " FROM (SELECT id FROM range(5))"))
        .isEqualTo(10 * Math.sqrt(285));
  }

  private static final List<String> EXPRESSIONS =
      List.of(
          "a - a.mean() | named_struct('a', array(1D, 3D)) | [-1.0, 1.0]",
          "a[:, None] * b | named_struct('a', array(1, 2), 'b', array(1L, 10L)) | [[1, 10], [2,"
              + " 20]]",
          "exp(a - a.max()) / exp(a - a.max()).sum() | named_struct('a', array(0D, 0D)) | [0.5,"
              + " 0.5]",
          "m.sum(0) | named_struct('m', array(array(1F, 2F), array(3F, 4F))) | [4.0, 6.0]",
          "m.T | named_struct('m', array(array(1, 2), array(3, 4))) | [[1, 3], [2, 4]]",
          "m.max(axis=None) | named_struct('m', array(array(1, 7), array(3, 4))) | 7",
          "a.argmin() | named_struct('a', array(3D, 1D, 1D)) | 1",
          "a[::-1][1:] | named_struct('a', array(1, 2, 3)) | [2, 1]",
          "where(a > 1, a, -a) | named_struct('a', array(1D, 2D)) | [-1.0, 2.0]",
          "a + b | named_struct('a', array(1D, 2D, 3D), 'b', array(10D)) | [11.0, 12.0, 13.0]",
          "(a - array([1, 2, 3])).sum() | named_struct('a', array(2, 2, 2)) | 0",
          "np.pi * r ** 2 | named_struct('r', 2D) | 12.566370614359172",
          "arange(3) + n | named_struct('n', 1) | [1, 2, 3]",
          "x % 3 | named_struct('x', -1) | 2");

  @Test
  void hasNumPysBroadcastingAndTypes() {
    List<String[]> cases = EXPRESSIONS.stream().map(each -> each.split(" \\| ")).toList();
    String calls =
        cases.stream()
            .map(each -> "nd_eval('" + each[0] + "', " + each[1] + ")")
            .collect(Collectors.joining(", "));
    Row values = spark.sql("SELECT " + calls).head();
    for (int i = 0; i < cases.size(); i++) {
      assertThat(text(values.get(i))).as(cases.get(i)[0]).isEqualTo(cases.get(i)[2]);
    }
  }

  private static String text(Object value) {
    if (value instanceof scala.collection.Seq<?> items) {
      return scala.jdk.javaapi.CollectionConverters.asJava(items).stream()
          .map(SqlFunctionsTest::text)
          .toList()
          .toString();
    }
    return String.valueOf(value);
  }

  @Test
  void takesParametersOfMetricsAndWeights() {
    assertThat((double) one("nd_minkowski(array(0D, 0D), array(3D, 4D), 3)"))
        .isCloseTo(Math.cbrt(91), within(1e-14));
    assertThat(one("nd_minkowski(array(0D, 0D), array(3D, 4D))")).isEqualTo(5.0);
    assertThat(one("nd_minkowski(array(0D, 0D), array(3D, 4D), 1, array(2D, 1D))")).isEqualTo(10.0);
    assertThat(one("nd_cityblock(array(0D, 0D), array(3D, 4D), array(2D, 1D))")).isEqualTo(10.0);
    assertThat(column("nd_minkowski(array(0D, 0D), array(3D, 4D), n - 2)").get(0)).isEqualTo(7.0);
  }

  @Test
  void describesEveryFunctionWithAnExampleThatRuns() {
    List<String> examples = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      String name = MetricFunction.sqlName(metric);
      String text = description(name);
      assertThat(text).contains("Usage: " + name + "(a, b").contains(metric.formula());
      examples.add(example(text));
    }
    String eval = description(EvalFunction.NAME);
    assertThat(eval)
        .contains("Usage: nd_eval(expression, operands)")
        .as("a version of this library, not of Spark")
        .contains("Since: 0.1.0");
    examples.add(example(eval));
    Row values = spark.sql("SELECT " + String.join(", ", examples)).head();
    for (int i = 0; i < examples.size(); i++) {
      assertThat((double) values.get(i)).as(examples.get(i)).isFinite();
    }
  }

  private static String description(String function) {
    return spark.sql("DESCRIBE FUNCTION EXTENDED " + function).collectAsList().stream()
        .map(row -> row.getString(0))
        .collect(Collectors.joining("\n"));
  }

  private static String example(String description) {
    return description.substring(
        description.indexOf("> SELECT ") + "> SELECT ".length(), description.lastIndexOf(';'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nd_euclidean('x', b) | DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE | first",
        "nd_euclidean(a, n) | DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE | second",
        "nd_euclidean(a) | WRONG_NUM_ARGS.WITHOUT_SUGGESTION | nd_euclidean",
        "nd_mahalanobis(a, b) | WRONG_NUM_ARGS.WITHOUT_SUGGESTION | nd_mahalanobis",
        "nd_euclidian(a, b) | UNRESOLVED_ROUTINE | nd_euclidian",
        "nd_eval('a +', struct(a)) | DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT | invalid"
            + " syntax",
        "nd_eval('a + c', struct(a)) | DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT | name 'c' is"
            + " not defined",
        "nd_eval('sqroot(a)', struct(a)) | DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT | name"
            + " 'sqroot' is not defined",
        "nd_eval('a.sum(2)', struct(a)) | DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT | axis 2"
            + " is out of bounds",
        "nd_eval('np.load(\"x.npy\")', struct(a)) | DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT"
            + " | Cannot read files",
        "nd_eval(concat('a', id), struct(a)) | DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE | the same"
            + " in all rows",
        "nd_eval('a', a) | DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE | named_struct",
      })
  void refusesAtAnalysis(String expression, String condition, String message) {
    assertThatThrownBy(() -> spark.sql("SELECT " + expression + " FROM t"))
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.getCondition()).isEqualTo(condition))
        .hasMessageContaining(message);
  }

  @Test
  void lengthsThatDoNotFitAreErrorsInAnsiModeAndNullOtherwise() {
    String query = "SELECT nd_euclidean(a, array(1D, 2D, 3D)) AS x FROM t ORDER BY id";
    assertThatThrownBy(() -> values(query))
        .hasStackTraceContaining(
            "[ND_INVALID_ARGUMENT] vectors must have the same length, not 2 and 3 SQLSTATE: 22023")
        .hasStackTraceContaining(NDArrayException.class.getName());
    spark.conf().set("spark.sql.ansi.enabled", "false");
    try {
      assertThat(values(query)).containsExactly(0.0, null, null, null, null);
      assertThat(values("SELECT nd_eval('a.min()', struct(a)) FROM t ORDER BY id"))
          .containsExactly(1.0, 0.0, null, null, null);
    } finally {
      spark.conf().unset("spark.sql.ansi.enabled");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd_euclidean(a, b)", "nd_eval('(a * b).sum()', struct(a, b))"})
  void isPartOfWholeStageCode(String expression) {
    Dataset<Row> rows = spark.sql("SELECT id, " + expression + " FROM t WHERE id > 0");
    spark
        .range(10)
        .selectExpr("array(double(id)) AS a", "array(2D) AS b")
        .createOrReplaceTempView("g");
    String plan =
        spark
            .sql("SELECT " + expression + " AS x FROM g")
            .queryExecution()
            .executedPlan()
            .toString();
    assertThat(plan).contains("*(1) Project");
    assertThat(rows.count()).isEqualTo(5);
  }
}
