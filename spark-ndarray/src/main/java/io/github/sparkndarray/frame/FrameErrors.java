package io.github.sparkndarray.frame;

import java.util.Locale;
import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * Mistakes in queries as Spark reports them: {@link AnalysisException} with a condition. Like
 * Spark's own methods, those that throw it do not declare it.
 */
public final class FrameErrors {
  private FrameErrors() {}

  /** What kind of mistake a query has, as {@code AnalysisException.getCondition()} gives it. */
  public enum Condition {
    /** A column that the table does not have. */
    UNRESOLVED_COLUMN("42703"),
    /** A column that would have the name of another. */
    COLUMN_ALREADY_EXISTS("42711"),
    /** A column of a type that has no numbers in it, or not of the kind asked for. */
    ND_WRONG_TYPE("42K09"),
    /** Rows without a value. */
    ND_NULL_VALUES("22004"),
    /** Vectors of different lengths. */
    ND_RAGGED_VECTORS("22023"),
    /** An id that several rows have. */
    ND_DUPLICATE_IDS("23505"),
    /** A metric that does not exist, or an expression that is none. */
    ND_UNKNOWN_METRIC("42883"),
    /** An argument out of its range, or one that is missing. */
    ND_INVALID_ARGUMENT("22023");

    private final String sqlState;

    Condition(String sqlState) {
      this.sqlState = sqlState;
    }
  }

  /** The exception to throw, as in {@code throw FrameErrors.of(…)}. */
  public static RuntimeException of(
      Condition condition, String format, @Nullable Object... arguments) {
    return causedBy(null, condition, format, arguments);
  }

  /** As {@link #of}, with the exception that led to this one. */
  public static RuntimeException causedBy(
      @Nullable Throwable cause,
      Condition condition,
      String format,
      @Nullable Object... arguments) {
    String name = condition.name();
    String text = String.format(Locale.ROOT, format, arguments);
    AnalysisException error =
        new AnalysisException(
            "[" + name + "] " + text + " SQLSTATE: " + condition.sqlState,
            Option.empty(),
            Option.empty(),
            Option.apply(cause),
            Option.apply(name),
            Map$.MODULE$.empty(),
            new QueryContext[0],
            Option.apply(condition.sqlState),
            Option.empty());
    throw unchecked(error);
  }

  /**
   * Throws what is checked for Java though Scala throws it anywhere, as in {@code throw
   * FrameErrors.unchecked(…)}.
   */
  public static RuntimeException unchecked(Throwable error) {
    return FrameErrors.<RuntimeException>thrown(error);
  }

  /** Java makes no difference between checked and unchecked exceptions once it has compiled. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException thrown(Throwable error) throws E {
    throw (E) error;
  }
}
