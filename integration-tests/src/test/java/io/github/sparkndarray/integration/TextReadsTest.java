package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code np.loadtxt}, with the answers and errors of NumPy 2.4. */
@SparkTest(master = "local[2]")
class TextReadsTest {
  @TempDir private Path folder;

  private NDArray load(SparkSession spark, String text, String arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("numbers.txt"), text.replace("|", "\n"));
    String script =
        "np.loadtxt('%s'%s)".formatted(file, arguments.isEmpty() ? "" : ", " + arguments);
    return NDContext.of(spark).eval(script, Map.of());
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "1 2||3 4 # x|          ~ ''                           ~ float64 (2, 2)  ~ [1.0, 2.0, 3.0,"
            + " 4.0]",
        "1 2||3 4 # x|          ~ skiprows=1                   ~ float64 (2,)    ~ [3.0, 4.0]",
        "a b|1 2|3 4|           ~ skiprows=1, dtype=int        ~ int64 (2, 2)    ~ [1.0, 2.0, 3.0,"
            + " 4.0]",
        "1 2|3 4|5 6|           ~ max_rows=2, unpack=True      ~ float64 (2, 2)  ~ [1.0, 3.0, 2.0,"
            + " 4.0]",
        "1 2 3|4 5 6|           ~ usecols=[0, -1]              ~ float64 (2, 2)  ~ [1.0, 3.0, 4.0,"
            + " 6.0]",
        "1;2|% 3;4|5;6|         ~ delimiter=';', comments='%'  ~ float64 (2, 2)  ~ [1.0, 2.0, 5.0,"
            + " 6.0]",
        "nan inf -Infinity 1e3  ~ ''                           ~ float64 (4,)    ~ [NaN, Infinity,"
            + " -Infinity, 1000.0]",
        "18446744073709551615|  ~ dtype='uint64', ndmin=1      ~ uint64 (1,)     ~"
            + " [1.8446744073709552E19]",
        "0.1|                   ~ dtype='float32'              ~ float32 ()      ~"
            + " [0.10000000149011612]",
        "7|8|                   ~ ''                           ~ float64 (2,)    ~ [7.0, 8.0]",
        "7|8|                   ~ ndmin=2                      ~ float64 (2, 1)  ~ [7.0, 8.0]",
        "7|                     ~ ndmin=2                      ~ float64 (1, 1)  ~ [7.0]",
        "# nothing|             ~ ''                           ~ float64 (0,)    ~ []",
      })
  void numbersAreReadAsNumPyDoes(
      String text, String arguments, String array, String values, SparkSession spark)
      throws IOException {
    NDArray x = load(spark, text, arguments);
    assertThat(x).hasToString("NDArray[%s]".formatted(array.replaceFirst(" ", ", ")));
    assertThat(Arrays.toString(x.toDoubleArray())).isEqualTo(values);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '~',
      value = {
        "1 2 3|4 abc 6| ~ ''                ~ could not convert string 'abc' to float64 at row 1,"
            + " column 2.",
        "1 2.5|         ~ dtype=int         ~ could not convert string '2.5' to int64 at row 0,"
            + " column 2.",
        "1 300|         ~ dtype='uint8'     ~ could not convert string '300' to uint8 at row 0,"
            + " column 2.",
        "1d 2|          ~ ''                ~ could not convert string '1d' to float64 at row 0,"
            + " column 1.",
        "1,2,|          ~ delimiter=','     ~ could not convert string '' to float64 at row 0,"
            + " column 3.",
        "# c|1 2 3|4 5| ~ ''                ~ the number of columns changed from 3 to 2 at row 2;"
            + " use `usecols` to select a subset and avoid this error",
        "1 2 3|4 5 6|   ~ usecols=5         ~ invalid column index 5 at row 1 with 3 columns",
        "1 2|           ~ delimiter=';;'    ~ Text reading control character must be a single"
            + " unicode character or None; but got: ';;'",
        "1 2|           ~ ndmin=3           ~ Illegal value of ndmin keyword: 3",
      })
  void whatIsWrongIsSaidInNumPysWords(
      String text, String arguments, String message, SparkSession spark) {
    assertThatThrownBy(() -> load(spark, text, arguments)).hasMessageContaining(message);
  }

  /** More lines than one task reads, of which the first and the last are counted from the start. */
  @Test
  void linesAreCountedAcrossTheTasksThatReadThem(SparkSession spark) throws IOException {
    spark.conf().set("spark.sql.files.maxPartitionBytes", "20000");
    String lines =
        IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining("|"));
    NDArray x = load(spark, lines, "skiprows=9000, max_rows=10000, dtype=int");
    spark.conf().unset("spark.sql.files.maxPartitionBytes");
    assertThat(x.toLongArray()).isEqualTo(IntStream.range(9000, 19_000).asLongStream().toArray());
  }
}
