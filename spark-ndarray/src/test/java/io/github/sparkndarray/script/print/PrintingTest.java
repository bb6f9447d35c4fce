package io.github.sparkndarray.script.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.script.run.DirectHost;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrays as text, against what NumPy printed: {@code src/test/python/make_printing_fixtures.py}.
 */
class PrintingTest {

  /** One line of the fixtures. */
  record Case(DType dtype, Shape shape, String data, String str, String repr) {
    static Case parse(String line) {
      String[] fields = line.split("\t", -1);
      long[] extents =
          Arrays.stream(fields[1].replaceAll("[() ]", "").split(","))
              .filter(extent -> !extent.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      return new Case(
          DType.named(fields[0]),
          Shape.of(extents),
          fields[2],
          fields[3].replace("\\n", "\n"),
          fields[4].replace("\\n", "\n"));
    }

    HostArray array() {
      if (!data.endsWith("*i")) {
        return HostArray.wrap(dtype, shape, HexFormat.of().parseHex(data));
      }
      String[] terms = data.substring(0, data.length() - 2).split("\\+");
      double offset = Double.parseDouble(terms[0]);
      double step = Double.parseDouble(terms[1]);
      HostArray array = HostArray.allocate(dtype, shape);
      ByteBuffer buffer = array.writableBuffer();
      for (int i = 0; i < array.size(); i++) {
        double value = offset + step * i;
        switch (dtype) {
          case BOOL -> buffer.put((byte) (value != 0 ? 1 : 0));
          case INT32 -> buffer.putInt((int) value);
          case INT64 -> buffer.putLong((long) value);
          case FLOAT32 -> buffer.putFloat((float) value);
          default -> buffer.putDouble(value);
        }
      }
      return array;
    }
  }

  static List<Case> cases() {
    try (InputStream in = PrintingTest.class.getResourceAsStream("/numpy/printing.tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Case::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsWhatNumPyPrints(Case given) {
    DirectHost host = new DirectHost();
    Value array = ArrayValue.array(new Literal(given.array()));

    assertThat(ValueText.str(List.of(array), PrintOptions.DEFAULT, host::compute))
        .containsExactly(given.str);
    assertThat(ValueText.repr(array, PrintOptions.DEFAULT, host::compute)).isEqualTo(given.repr);
  }

  static Stream<Case> largeCases() {
    return cases().stream().filter(given -> given.shape.size() > 1000);
  }

  @ParameterizedTest
  @MethodSource("largeCases")
  void computesNoMoreThanItShows(Case given) {
    DirectHost host = new DirectHost();
    ValueText.str(
        List.of(ArrayValue.array(new Literal(given.array()))), PrintOptions.DEFAULT, host::compute);

    assertThat(host.computed()).hasSize(1);
    long computed = host.computed().get(0).stream().mapToLong(e -> e.shape().size()).sum();
    long shown =
        Arrays.stream(given.shape.extents()).map(e -> Math.min(e, 6)).reduce(1, (a, b) -> a * b);
    assertThat(computed).isEqualTo(shown);
  }
}
