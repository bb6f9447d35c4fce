package io.github.sparkndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.testing.NumPy;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PromotionTest {

  static Stream<String[]> table() {
    return NumPy.lines("promotion.tsv").stream();
  }

  @ParameterizedTest
  @MethodSource("table")
  void promotesAsNumPyDoes(String a, String b, String promoted, String safely) {
    DType strong = DType.named(a);
    if (b.startsWith("Python ")) {
      WeakKind weak = WeakKind.valueOf(b.substring(7).toUpperCase(Locale.ROOT));
      assertThat(Promotion.promote(strong, weak)).hasToString(promoted);
    } else {
      assertThat(Promotion.promote(strong, DType.named(b))).hasToString(promoted);
      assertThat(Promotion.canCastSafely(strong, DType.named(b))).isEqualTo(safely.equals("yes"));
    }
  }

  @Test
  void theTableIsComplete() {
    int dtypes = DType.values().length;
    assertThat(NumPy.lines("promotion.tsv"))
        .hasSize(dtypes * dtypes + dtypes * WeakKind.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void aPythonScalarAloneHasItsDefault(WeakKind weak) {
    assertThat(Promotion.promote(DType.BOOL, weak)).isEqualTo(weak.defaultDType());
  }
}
