package io.github.sparkndarray.expr;

import static io.github.sparkndarray.plan.Arrays.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RechunkTest {

  private static Shape chunk(Expr cut) {
    return ((Rechunk) cut).chunkShape();
  }

  @Test
  void chunksByShapeAndBySize() {
    Expr x = file("x", 1_000_000, 8);

    assertThat(chunk(Rechunk.of(x, 1000, -1))).isEqualTo(Shape.of(1000, 8));
    assertThat(chunk(Rechunk.ofBytes(x, ByteSize.parse("32MB")))).isEqualTo(Shape.of(500_000, 8));
    assertThat(chunk(Rechunk.of(file("empty", 0, 3), 1, 3))).isEqualTo(Shape.of(1, 3));
    assertThat(((Rechunk) Rechunk.of(Rechunk.of(x, 10, 8), 20, 8)).input())
        .as("the last wish counts")
        .isSameAs(x);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1000 | (1000,) | a chunk has one length for each axis",
        "1000 2 2 | (1000, 2, 2) | a chunk has one length for each axis",
        "0 8 | (0, 8) | its lengths are 1 up to the array's own, or -1 for all of an axis",
        "-2 8 | (-2, 8) | its lengths are 1 up to the array's own, or -1 for all of an axis",
        "10 9 | (10, 9) | its lengths are 1 up to the array's own, or -1 for all of an axis",
      })
  void shapesThatDoNotFitAreRefused(String lengths, String shown, String rule) {
    long[] chunk = Stream.of(lengths.split(" ")).mapToLong(Long::parseLong).toArray();
    assertThatThrownBy(() -> Rechunk.of(file("x", 1_000_000, 8), chunk))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot cut an array of shape (1000000, 8) into chunks of " + shown + ": " + rule);
  }

  @Test
  void aChunkIsAtMostTwoGibibytes() {
    assertThatThrownBy(() -> Rechunk.of(file("x", 1_000_000, 1000), -1, -1))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot cut an array of shape (1000000, 1000) into chunks of (1000000, 1000) float64: a"
                + " chunk takes at most 2 GiB");
  }

  @ParameterizedTest
  @CsvSource({"64MB, 64000000", "64 MiB, 67108864", "1.5kB, 1500", "7b, 7", "2GiB, 2147483648"})
  void sizes(String text, long bytes) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "MB", "64 apples", "-1MB", "0.1B", "99999999999GB"})
  void whatIsNoSize(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot read '%s' as a size: it is a number and one of B, kB, MB, GB, KiB, MiB and GiB,"
                    .formatted(text)
                + " such as '64MB'");
  }
}
