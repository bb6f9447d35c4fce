package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One class, one session: what is injected, and with which settings. */
@SparkTest(conf = {"spark.sql.shuffle.partitions=3", "spark.ndarray.test = a=b "})
class SparkTestTest {
  private static SparkSession first;

  @BeforeAll
  static void takesASession(SparkSession spark) {
    first = spark;
  }

  @Test
  void injectsOneSessionInEachForm(
      SparkSession spark, SparkContext context, JavaSparkContext java, ClusterInfo cluster) {
    assertThat(spark).isSameAs(first);
    assertThat(spark.sparkContext()).isSameAs(context).isSameAs(java.sc());
    assertThat(cluster.master()).isEqualTo("local[2]");
    assertThat(cluster.executors()).isEqualTo(1);
    assertThat(cluster.cores()).isEqualTo(2);
    assertThat(cluster.executorPids()).containsExactly(ProcessHandle.current().pid());
    assertThat(spark.range(100).repartition(4).count()).isEqualTo(100);
  }

  @Test
  void appliesTheSettingsOfTheAnnotation(SparkSession spark) {
    assertThat(spark.conf().get("spark.sql.shuffle.partitions")).isEqualTo("3");
    assertThat(spark.conf().get("spark.ndarray.test")).isEqualTo("a=b");
  }

  @Test
  void startsNoUserInterfaceAndListensOnLoopback(SparkContext context) {
    assertThat(context.uiWebUrl().isEmpty()).isTrue();
    assertThat(context.getConf().get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void serves(int number, SparkSession spark) {
    assertThat(spark).isSameAs(first);
    assertThat(spark.range(number).count()).isEqualTo(number);
  }

  @Nested
  class NestedTest {
    @Test
    void sharesTheSessionOfTheClassAround(SparkSession spark) {
      assertThat(spark).isSameAs(first);
    }
  }
}
