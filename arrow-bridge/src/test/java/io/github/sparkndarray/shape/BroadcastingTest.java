package io.github.sparkndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.testing.NumPy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BroadcastingTest {

  static Stream<String[]> cases() {
    return NumPy.lines("broadcasting.tsv").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void broadcastsAsNumPyDoes(String shapes, String expected) {
    List<Shape> operands = NumPy.shapes(shapes);
    if (expected.startsWith("(")) {
      assertThat(Broadcasting.broadcast(operands)).hasToString(expected);
    } else {
      assertThatThrownBy(() -> Broadcasting.broadcast(operands))
          .hasMessage(expected)
          .extracting("code")
          .isEqualTo(ErrorCode.SHAPE);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyOperandIsAViewOfTheCommonShape(String shapes, String expected) {
    if (!expected.startsWith("(")) {
      return;
    }
    Shape common = NumPy.shape(expected);
    for (Shape operand : NumPy.shapes(shapes)) {
      IndexMap map = Broadcasting.broadcastTo(operand, common);
      assertThat(map.target()).isEqualTo(common);
      Indices.forEach(
          common,
          index -> {
            for (int d = 0; d < operand.rank(); d++) {
              long own = index[d + common.rank() - operand.rank()];
              assertThat(map.sourceIndex(d, index)).isEqualTo(operand.extent(d) == 1 ? 0 : own);
            }
          });
    }
  }

  @Test
  void broadcastingToTheSameShapeIsTheIdentity() {
    Shape shape = Shape.of(1, 3, 1);
    assertThat(Broadcasting.broadcastTo(shape, shape).isIdentity(shape)).isTrue();
  }

  @Test
  void refusesTargetsThatDoNotFit() {
    // np.broadcast_to(np.zeros(3), (2,))
    assertThatThrownBy(() -> Broadcasting.broadcastTo(Shape.of(3), Shape.of(2)))
        .hasMessage(
            "operands could not be broadcast together with remapped shapes"
                + " [original->remapped]: (3,) and requested shape (2,)")
        .extracting("code")
        .isEqualTo(ErrorCode.SHAPE);
    // np.broadcast_to(np.zeros((2, 3)), (3,))
    assertThatThrownBy(() -> Broadcasting.broadcastTo(Shape.of(2, 3), Shape.of(3)))
        .hasMessage("input operand has more dimensions than allowed by the axis remapping");
    // np.broadcast_to(np.zeros(3), ())
    assertThatThrownBy(() -> Broadcasting.broadcastTo(Shape.of(3), Shape.SCALAR))
        .hasMessage("cannot broadcast a non-scalar to a scalar array");
  }
}
