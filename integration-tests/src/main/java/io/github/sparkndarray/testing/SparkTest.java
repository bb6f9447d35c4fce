package io.github.sparkndarray.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives a test class, or one test method, a Spark session or a cluster.
 *
 * <p>Constructors, lifecycle methods and test methods may take parameters of these types:
 *
 * <ul>
 *   <li>{@code SparkSession}, {@code SparkContext}, {@code JavaSparkContext}
 *   <li>{@link ClusterInfo}: the master and the processes that run executors
 *   <li>{@link StandaloneCluster}, with the master {@code standalone[…]}
 * </ul>
 *
 * <p>Spark allows one context per JVM. On a method, the annotation replaces the class's session for
 * that method: the class's session is stopped before it, and started anew for the next test that
 * asks for it; so take sessions as parameters of test methods rather than keeping them in fields.
 * Tests that run in parallel take turns.
 *
 * @see io.github.sparkndarray.testing
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(SparkExtension.class)
@ResourceLock("io.github.sparkndarray.testing.SparkTest")
public @interface SparkTest {

  /**
   * {@code local}, {@code local[N]}, {@code local[*]}, {@code local-cluster[executors,cores,MB]} or
   * {@code standalone[workers,cores,MB]}, where cores and MB are those of one executor or worker.
   */
  String master() default "local[2]";

  /**
   * Settings of the session, each {@code key=value}. They win over what the extension sets: no UI,
   * everything on 127.0.0.1, two shuffle partitions, temporary folders, and failing tasks that leak
   * Spark's managed memory.
   */
  String[] conf() default {};

  /** How long a session lives. A method's own annotation always means {@link Scope#METHOD}. */
  Scope scope() default Scope.CLASS;

  /**
   * Whether the JVM must have the module {@code jdk.incubator.vector}. A test of the fallback for
   * JVMs without it says false.
   */
  boolean requireVectorModule() default true;

  /** Leak checks to run beside those that {@link java.util.ServiceLoader} finds. */
  Class<? extends LeakCheck>[] leakChecks() default {};

  /** How long a session lives. */
  enum Scope {
    /** All tests of the class, nested classes included, share one session. */
    CLASS,
    /** Each test method has a session, and a cluster, of its own. */
    METHOD
  }
}
