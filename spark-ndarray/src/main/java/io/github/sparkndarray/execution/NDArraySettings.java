package io.github.sparkndarray.execution;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.PlanSettings.DeliveryWish;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * The only reader of {@code spark.ndarray.*} settings. A setting of the session comes before one of
 * spark-submit or spark-defaults.conf, which comes before the default.
 */
public final class NDArraySettings {
  /** The most points of iteration for which a plan runs on the driver instead of the cluster. */
  public static final String DRIVER_WORK = "spark.ndarray.driver.maxPoints";

  /**
   * In local mode, the milliseconds of one core that a stage may be estimated to take and still run
   * without a Spark job.
   */
  public static final String LOCAL_WORK = "spark.ndarray.local.maxMillis";

  /** What a block's outputs are meant to take, in bytes. */
  public static final String BLOCK_BYTES = "spark.ndarray.block.bytes";

  /** How many elements a block of a reduction has that spans several blocks. */
  public static final String REDUCED_ELEMENTS = "spark.ndarray.reduction.blockElements";

  /** The largest intermediate result that is kept on the driver rather than in the cluster. */
  public static final String KEEP_ON_DRIVER = "spark.ndarray.driver.maxIntermediateBytes";

  /** How arrays travel that many blocks read: auto, broadcast, panels or replicated. */
  public static final String DELIVERY = "spark.ndarray.delivery";

  /** Whether {@code NEAREST BY} of Spark SQL is planned onto this library's operator. */
  public static final String SQL_NEAREST = "spark.ndarray.sql.nearest.enabled";

  /** Whether Spark SQL's cross and inner joins by a distance are planned onto our operator. */
  public static final String SQL_CROSS = "spark.ndarray.sql.crossJoin.enabled";

  /** How large Spark may estimate the right side of such a join, which is broadcast. */
  public static final String SQL_NEAREST_RIGHT = "spark.ndarray.sql.nearest.maxRightBytes";

  /** Up to how many bytes of rows of both sides a group of a join is compared in one task. */
  public static final String JOIN_GROUP_BYTES = "spark.ndarray.join.groupBytes";

  private static final long GROUP_BYTES = 64L << 20;

  private static final long MAX_RIGHT_BYTES = 128L << 20;

  private static final List<String> NAMES =
      List.of(
          DRIVER_WORK,
          LOCAL_WORK,
          BLOCK_BYTES,
          REDUCED_ELEMENTS,
          KEEP_ON_DRIVER,
          DELIVERY,
          SQL_NEAREST,
          SQL_CROSS,
          SQL_NEAREST_RIGHT,
          JOIN_GROUP_BYTES);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private static final long MOST_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI;

  private NDArraySettings() {}

  /**
   * The plan settings among the given configuration.
   *
   * @throws NDArrayException for a setting of ours that does not exist or is no positive number
   */
  public static PlanSettings read(Map<String, String> configuration) {
    for (String name : configuration.keySet()) {
      if (name.startsWith("spark.ndarray.") && !NAMES.contains(name)) {
        throw NDArrayException.of(
            ErrorCode.NAME, "Cannot use the setting %s: there are only %s", name, NAMES);
      }
    }
    PlanSettings byDefault = PlanSettings.DEFAULT;
    return new PlanSettings(
        number(configuration, DRIVER_WORK, byDefault.driverWork(), 0, Long.MAX_VALUE),
        number(configuration, LOCAL_WORK, byDefault.localNanos() / NANOS_PER_MILLI, 0, MOST_MILLIS)
            * NANOS_PER_MILLI,
        bytes(configuration.get(BLOCK_BYTES), BLOCK_BYTES, byDefault.blockBytes(), 1),
        number(configuration, REDUCED_ELEMENTS, byDefault.reducedElements(), 1, Long.MAX_VALUE),
        bytes(configuration.get(KEEP_ON_DRIVER), KEEP_ON_DRIVER, byDefault.keepOnDriver(), 0),
        delivery(configuration.getOrDefault(DELIVERY, byDefault.delivery().name())));
  }

  /** The value of {@link #JOIN_GROUP_BYTES} in a session. */
  public static long groupBytes(SparkSession session) {
    return bytes(text(session, JOIN_GROUP_BYTES), JOIN_GROUP_BYTES, GROUP_BYTES, 0);
  }

  /** The value of {@link #SQL_NEAREST} in a session. */
  public static boolean plansNearest(SparkSession session) {
    return flag(text(session, SQL_NEAREST), SQL_NEAREST);
  }

  /** The value of {@link #SQL_CROSS} in a session. */
  public static boolean plansCrossJoins(SparkSession session) {
    return flag(text(session, SQL_CROSS), SQL_CROSS);
  }

  /** The value of {@link #SQL_NEAREST_RIGHT} in a session. */
  public static long maxRightBytes(SparkSession session) {
    return bytes(text(session, SQL_NEAREST_RIGHT), SQL_NEAREST_RIGHT, MAX_RIGHT_BYTES, 0);
  }

  private static @Nullable String text(SparkSession session, String name) {
    Option<String> text = session.conf().getOption(name);
    return text.isDefined() ? text.get() : null;
  }

  private static DeliveryWish delivery(String text) {
    try {
      return DeliveryWish.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new NDArrayException(
          ErrorCode.VALUE,
          "Cannot use "
              + DELIVERY
              + "="
              + text
              + ": it takes auto, broadcast, panels or replicated",
          e);
    }
  }

  private static long number(
      Map<String, String> configuration, String name, long byDefault, long least, long most) {
    return value(
        configuration.get(name),
        name,
        byDefault,
        least,
        most,
        Long::parseLong,
        "it takes a whole number of at least ");
  }

  /** With Spark's units ({@code 64k}, {@code 128m}, {@code 1g}) or, as a plain number, bytes. */
  private static long bytes(@Nullable String text, String name, long byDefault, long least) {
    return value(
        text,
        name,
        byDefault,
        least,
        Long.MAX_VALUE,
        JavaUtils::byteStringAsBytes,
        "it takes bytes as a whole number, or with a unit as in 128m, of at least ");
  }

  private static long value(
      @Nullable String text,
      String name,
      long byDefault,
      long least,
      long most,
      ToLongFunction<String> parser,
      String expected) {
    if (text == null) {
      return byDefault;
    }
    try {
      long value = parser.applyAsLong(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw new NDArrayException(ErrorCode.VALUE, refusal(name, text, expected + least), e);
    }
    String limits = expected + least + (most == Long.MAX_VALUE ? "" : " and at most " + most);
    throw new NDArrayException(ErrorCode.VALUE, refusal(name, text, limits));
  }

  private static boolean flag(@Nullable String text, String name) {
    String flag = text == null ? "true" : text.strip().toLowerCase(Locale.ROOT);
    if (!flag.equals("true") && !flag.equals("false")) {
      throw new NDArrayException(ErrorCode.VALUE, refusal(name, flag, "it takes true or false"));
    }
    return flag.equals("true");
  }

  private static String refusal(String name, String text, String expected) {
    return "Cannot use " + name + "=" + text + ": " + expected;
  }
}
