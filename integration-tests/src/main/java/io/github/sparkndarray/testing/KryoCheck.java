package io.github.sparkndarray.testing;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.serializer.KryoSerializer;

/**
 * Makes a Kryo instance as Spark's tasks will, so that a registrator that does not work is found
 * before the first task and not in it.
 */
final class KryoCheck {
  private static final String SERIALIZER = "spark.serializer";
  private static final String REGISTRATOR = "spark.kryo.registrator";

  private KryoCheck() {}

  /**
   * Tries the configured registrator, if there is one.
   *
   * @throws IllegalStateException when it fails, or no Spark would use it
   */
  static void tryRegistrator(SparkConf conf) {
    if (!conf.contains(REGISTRATOR)) {
      return;
    }
    String registrator = REGISTRATOR + "=" + conf.get(REGISTRATOR);
    if (!conf.get(SERIALIZER, "").equals(KryoSerializer.class.getName())) {
      throw new IllegalStateException(
          "Cannot use "
              + registrator
              + ": Spark uses it only with "
              + SERIALIZER
              + "="
              + KryoSerializer.class.getName());
    }
    try {
      registerClasses(conf);
    } catch (SparkException | RuntimeException e) {
      throw new IllegalStateException("Cannot use " + registrator + ": " + rootCause(e), e);
    }
  }

  /** The exception is declared here because Scala does not declare it. */
  @SuppressWarnings("RedundantThrows")
  private static void registerClasses(SparkConf conf) throws SparkException {
    new KryoSerializer(conf).newKryo();
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootCause(cause);
  }
}
