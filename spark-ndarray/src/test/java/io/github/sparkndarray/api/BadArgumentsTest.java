package io.github.sparkndarray.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers get wrong is said in one line, where they wrote it, and no Spark is started. */
@NullUnmarked
class BadArgumentsTest {
  private static final NDContext ND =
      new NDContext(
          SparkAccess.whenNeeded(
              () -> {
                throw new AssertionError("a mistake must not start Spark");
              }),
          Map.of(),
          Progress.NONE);

  private static final NDArray X = ND.random(1, 400, 3);

  private record Absent(String name, DType dtype, Shape shape) implements ArraySource {
    @Override
    public boolean isThere() {
      return false;
    }
  }

  private static final NDArray ABSENT =
      ND.of(new Stored(new Absent("X", DType.FLOAT64, Shape.of(40, 3))));

  private static Arguments mistake(ThrowingCallable call, String message) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> mistakes() {
    String size = "' as a size: it is a number and one of B, kB, MB, GB, KiB, MiB and GiB, such as";
    String lengths = "its lengths are 1 up to the array's own, or -1 for all of an axis";
    String noElements = "Cannot make an array of shape (4000000000, 4000000000): its number of";
    NDArray wide = ND.arange(2_000_000_000L);
    NDArray large = wide.at(":, None").add(wide);
    String noBytes = "Cannot make an array of shape (2000000000, 2000000000): its number of bytes";
    String notThere = "Cannot compute with X: it is not there, and can only be explained";
    return Stream.of(
        mistake(() -> ND.zeros(4_000_000_000L, 4_000_000_000L), noElements + " elements overflows"),
        mistake(() -> ND.zeros(-1), "negative dimensions are not allowed"),
        mistake(large::nbytes, noBytes + " overflows"),
        mistake(large::explain, noBytes + " overflows"),
        mistake(() -> large.rechunk(-1, -1), noBytes + " overflows"),
        mistake(() -> ND.arange(Long.MIN_VALUE, 2, 1), "Maximum allowed size exceeded"),
        mistake(() -> ND.arange(Long.MAX_VALUE, -2, -1), "Maximum allowed size exceeded"),
        mistake(() -> ND.arange(1, 2, 0), "Cannot make an arange with step 0"),
        mistake(
            () -> X.rechunk(10),
            "Cannot cut an array of shape (400, 3) into chunks of (10,): a chunk has one length for"
                + " each axis"),
        mistake(
            () -> X.rechunk(401, 3),
            "Cannot cut an array of shape (400, 3) into chunks of (401, 3): " + lengths),
        mistake(
            () -> X.rechunk(0, 3),
            "Cannot cut an array of shape (400, 3) into chunks of (0, 3): " + lengths),
        mistake(
            () -> ND.zeros(1_000_000_000, 3).rechunk(-1, -1),
            "Cannot cut an array of shape (1000000000, 3) into chunks of (1000000000, 3) float64: a"
                + " chunk takes at most 2 GiB"),
        mistake(() -> X.rechunk("64"), "Cannot read '64" + size + " '64MB'"),
        mistake(() -> X.rechunk("64XB"), "Cannot read '64XB" + size + " '64MB'"),
        mistake(() -> X.rechunk("-1MB"), "Cannot read '-1MB" + size + " '64MB'"),
        mistake(() -> X.rechunk("0.5B"), "Cannot read '0.5B" + size + " '64MB'"),
        mistake(ABSENT::toDoubleArray, notThere),
        mistake(() -> ABSENT.sum().item(), notThere),
        mistake(() -> ABSENT.sort(0).toDoubleArray(), notThere),
        mistake(
            X::unpersist,
            "Cannot unpersist an array that was not persisted: persist() returns the array that"
                + " is"),
        mistake(X::item, "can only convert an array of size 1 to a Python scalar"),
        mistake(
            () -> X.explain("xml"), "Cannot explain as 'xml': there are text, json, svg, codegen"),
        mistake(() -> NDContext.of((SparkSession) null), "Cannot use null as a Spark session"),
        mistake(() -> ND.fromDataFrame((Dataset<Row>) null), "Cannot use null as a table"),
        mistake(() -> ND.read(null), "Cannot use null as a path"),
        mistake(() -> X.write((String) null), "Cannot use null as a path"),
        mistake(() -> ND.compute((NDArray) null), "Cannot use null as an array"),
        mistake(() -> ND.explain((NDArray[]) null), "Cannot use null as arrays"),
        mistake(() -> ND.explain((ExplainFormat) null, X), "Cannot use null as a format"),
        mistake(() -> ND.plan(null), "Cannot use null as arrays"),
        mistake(() -> ND.plan(Arrays.asList(X.expr(), null)), "Cannot use null as an array"),
        mistake(() -> ND.measure(null), "Cannot use null as arrays"),
        mistake(() -> X.add((NDArray) null), "Cannot use null as an array"),
        mistake(() -> X.matmul(null), "Cannot use null as an array"),
        mistake(() -> X.at((String) null), "Cannot use null as an index"),
        mistake(() -> X.at(Slice.all(), null), "Cannot use null as an index"),
        mistake(() -> X.astype((String) null), "Cannot use null as a dtype"),
        mistake(() -> X.hint(null), "Cannot use null as a delivery"),
        mistake(() -> X.rechunk((String) null), "Cannot use null as the size of a chunk"),
        mistake(() -> X.rechunk((long[]) null), "Cannot use null as the shape of a chunk"),
        mistake(() -> ND.eval(null, Map.of()), "Cannot use null as a script"),
        mistake(() -> ND.eval("1", null), "Cannot use null as the arrays of a script"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesAreToldWhereTheyAreMade(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NDArrayException.class).hasMessage(message);
  }
}
