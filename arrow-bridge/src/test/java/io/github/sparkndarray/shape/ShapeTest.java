package io.github.sparkndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final long HUGE = 1L << 62;

  @Test
  void isSpelledAsPythonSpellsIt() {
    assertThat(Shape.SCALAR).hasToString("()");
    assertThat(Shape.of(4)).hasToString("(4,)");
    assertThat(Shape.of(2, 3)).hasToString("(2, 3)");
    assertThat(Shape.of(2, 3).compact()).isEqualTo("(2,3)");
    assertThat(Shape.of(4).compact()).isEqualTo("(4,)");
  }

  @Test
  void countsElements() {
    assertThat(Shape.SCALAR.size()).isEqualTo(1);
    assertThat(Shape.of(2, 3, 4).size()).isEqualTo(24);
    assertThat(Shape.of(HUGE, 0, HUGE).size()).isZero();
    assertThat(Shape.of(Long.MAX_VALUE, 1).size()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void hasStridesInElements() {
    assertThat(Shape.of(2, 3, 4).strides()).containsExactly(12, 4, 1);
    assertThat(Shape.of(2, 0, 4).strides()).containsExactly(4, 4, 1);
    assertThat(Shape.SCALAR.strides()).isEmpty();
  }

  @Test
  void refusesNegativeAndOverflowingExtents() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .hasMessage("negative dimensions are not allowed")
        .extracting("code")
        .isEqualTo(ErrorCode.SHAPE);
    assertThatThrownBy(() -> Shape.of(HUGE, 2))
        .hasMessage(
            "Cannot make an array of shape (%d, 2): its number of elements overflows", HUGE);
    assertThatThrownBy(() -> Shape.of(HUGE, 4, 8)).hasMessageContaining("overflows");
  }

  @Test
  void doesNotChangeWithTheArraysItCameFrom() {
    long[] extents = {2, 3};
    Shape shape = Shape.of(extents);
    extents[0] = 7;
    shape.extents()[1] = 7;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
  }
}
