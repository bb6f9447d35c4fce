/**
 * A JUnit 5 extension that gives tests a Spark session, a local cluster or a real standalone
 * cluster, from nothing but the jars on the test's class path. It needs neither a Spark
 * installation nor environment variables, and it is free of ScalaTest.
 *
 * <pre>{@code
 * @SparkTest(master = "local-cluster[2,1,1024]", conf = "spark.sql.shuffle.partitions=4")
 * class WordCountTest {
 *
 *   @Test
 *   void countsWords(SparkSession spark, ClusterInfo cluster) {
 *     assertThat(cluster.executorPids()).hasSize(2);
 *     assertThat(spark.range(10).count()).isEqualTo(10);
 *   }
 * }
 * }</pre>
 *
 * <p>Masters:
 *
 * <ul>
 *   <li>{@code local[N]}: a session in the test's JVM. Nothing is serialized that Spark can hand
 *       over as it is; broadcast values, above all.
 *   <li>{@code local-cluster[executors,cores,megabytes]}: executors are JVMs of their own, with the
 *       test's class path; everything is serialized.
 *   <li>{@code standalone[workers,cores,megabytes]}: a Master and Workers, each a JVM of its own as
 *       in production, whose class path is Spark's jars alone. Beside a session a test can take the
 *       {@link io.github.sparkndarray.testing.StandaloneCluster} and {@code spark-submit} a jar to
 *       it.
 * </ul>
 *
 * <p>Nothing is started before a test asks for it by a parameter. When the class (or the method) is
 * over, the session is stopped and the {@linkplain io.github.sparkndarray.testing.LeakCheck leak
 * checks} run: a leak fails the test.
 *
 * <p>The JVM of the tests needs Spark's module options, which an IDE or Surefire does not pass by
 * itself; a failed start says which. A Surefire {@code argLine} takes them from {@code
 * org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions()}.
 *
 * <p>Why clusters run in child JVMs, {@code local-cluster} too, which Spark would run inside the
 * driver: a Worker looks for {@code SPARK_HOME} in its environment, and a running JVM's environment
 * cannot be changed. A child's environment is ours to set, so that a test needs no settings in a
 * build file or an IDE. What the driver and the executors do is the same.
 */
@NullMarked
package io.github.sparkndarray.testing;

import org.jspecify.annotations.NullMarked;
