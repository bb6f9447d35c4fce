package io.github.sparkndarray.arrow.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.shape.Shape;
import io.github.sparkndarray.testing.NumPy;
import io.github.sparkndarray.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyWriterTest {

  static Stream<String[]> headers() {
    return NumPy.lines("headers.tsv").stream();
  }

  @ParameterizedTest
  @MethodSource("headers")
  void writesTheHeaderThatNumPyWrites(String dtype, String shape, String text, int length) {
    byte[] header = NpyWriter.header(DType.named(dtype), NumPy.shape(shape));
    int textLength = length - 10;
    String expected =
        "\u0093NUMPY\u0001\u0000"
            + (char) (textLength & 0xff)
            + (char) (textLength >> 8)
            + text
            + " ".repeat(textLength - text.length() - 1)
            + "\n";
    assertThat(new String(header, StandardCharsets.ISO_8859_1)).isEqualTo(expected);
    assertThat(header.length % 64).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void writesTheFileThatNumPyWrites(DType dtype) throws IOException {
    assertThat(written(Samples.array(dtype, 3, 4, 5))).isEqualTo(NumPy.file(dtype + "-C-little-1"));
    assertThat(written(Samples.array(dtype))).isEqualTo(NumPy.file(dtype + "-scalar"));
    assertThat(written(Samples.array(dtype, 0, 3))).isEqualTo(NumPy.file(dtype + "-empty"));
    assertThat(written(Samples.array(dtype, 7))).isEqualTo(NumPy.file(dtype + "-line"));
  }

  @Test
  void knowsTheSizeOfTheFileBeforehand() {
    assertThat(NpyWriter.fileBytes(DType.FLOAT64, Shape.of(1_000_000_000, 100)))
        .isEqualTo(128 + 800_000_000_000L);
    assertThat(NpyHeader.of(DType.FLOAT64, Shape.of(10, 4)).elementOffset(2, 3))
        .isEqualTo(128 + 11 * 8);
  }

  @Test
  void refusesWhatNoFileHolds() {
    assertThatThrownBy(() -> NpyWriter.header(DType.FLOAT64, Shape.of(1L << 60)))
        .hasMessage(
            "Cannot write a float64 array of shape (1152921504606846976,): it is larger than any"
                + " file")
        .extracting("code")
        .isEqualTo(ErrorCode.SHAPE);
    assertThatThrownBy(() -> NpyWriter.header(DType.BOOL, Shape.of(new long[65])))
        .hasMessage("Cannot write an array with 65 dimensions as npy: NumPy reads at most 64");
  }

  private static byte[] written(HostArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpyWriter.write(array, out);
    return out.toByteArray();
  }
}
