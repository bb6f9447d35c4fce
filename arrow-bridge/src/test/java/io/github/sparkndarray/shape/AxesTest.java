package io.github.sparkndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import org.junit.jupiter.api.Test;

class AxesTest {

  @Test
  void countsNegativeAxesFromTheEnd() {
    assertThat(Axes.normalize(-1, 3)).isEqualTo(2);
    assertThat(Axes.normalize(new int[] {-1, 0}, 3)).containsExactly(0, 2);
    assertThat(Axes.all(3)).containsExactly(0, 1, 2);
  }

  @Test
  void refusesAxesInNumPysWords() {
    assertThatThrownBy(() -> Axes.normalize(3, 3))
        .hasMessage("axis 3 is out of bounds for array of dimension 3")
        .extracting("code")
        .isEqualTo(ErrorCode.AXIS);
    assertThatThrownBy(() -> Axes.normalize(-1, 0))
        .hasMessage("axis -1 is out of bounds for array of dimension 0");
    assertThatThrownBy(() -> Axes.normalize(new int[] {1, -1}, 2))
        .hasMessage("duplicate value in 'axis'");
  }
}
