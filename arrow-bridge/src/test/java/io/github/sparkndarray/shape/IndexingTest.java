package io.github.sparkndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.testing.NumPy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexingTest {

  static Stream<String[]> cases() {
    return NumPy.lines("indexing.tsv").stream();
  }

  /** The last two columns: the view's shape and elements, or "error" and the message. */
  @ParameterizedTest(name = "arange{0}[{1}]")
  @MethodSource("cases")
  void indexesAsNumPyDoes(String source, String items, String result, String detail) {
    Shape shape = NumPy.shape(source);
    if (result.equals("error")) {
      assertThatThrownBy(() -> Indexing.resolve(shape, parse(items)))
          .hasMessage(detail)
          .extracting("code")
          .isEqualTo(detail.startsWith("slice step") ? ErrorCode.VALUE : ErrorCode.INDEX);
      return;
    }
    IndexMap map = Indexing.resolve(shape, parse(items));
    assertThat(map.target()).hasToString(result);
    assertThat(Indices.positions(shape, map)).isEqualTo(NumPy.numbers(detail, " "));
  }

  @Test
  void whatSelectsAllIsTheIdentity() {
    Shape shape = Shape.of(4, 1, 3);
    for (String items : List.of("", "...", ":", ":, ...", "0:4, ::1", "-9:9:1, 0:, :7, ...")) {
      assertThat(Indexing.resolve(shape, parse(items)).isIdentity(shape)).as(items).isTrue();
    }
  }

  @Test
  void aSliceOfAtMostOneElementHasOneSpelling() {
    Shape shape = Shape.of(5);
    assertThat(Indexing.resolve(shape, parse("2:3:7")))
        .isEqualTo(Indexing.resolve(shape, parse("2:1:-1")))
        .hasToString("(1,) -> [2+i0]");
    assertThat(Indexing.resolve(shape, parse("9:"))).hasToString("(0,) -> [i0]");
    assertThat(Indexing.resolve(shape, parse("3:3:-2"))).hasToString("(0,) -> [i0]");
  }

  static List<Index> parse(String items) {
    return items.isEmpty()
        ? List.of()
        : Stream.of(items.split(", ")).<Index>map(IndexingTest::parseItem).toList();
  }

  private static Index parseItem(String item) {
    return switch (item) {
      case "None" -> new Index.NewAxis();
      case "..." -> new Index.Ellipsis();
      default -> {
        String[] bounds = item.split(":", -1);
        yield bounds.length == 1
            ? new Index.At(Long.parseLong(item))
            : new Index.Range(
                bound(bounds[0]), bound(bounds[1]), bounds.length == 2 ? null : bound(bounds[2]));
      }
    };
  }

  private static @Nullable Long bound(String text) {
    return text.isEmpty() ? null : Long.valueOf(text);
  }
}
