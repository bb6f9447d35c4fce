package io.github.sparkndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DTypeTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsName(DType dtype) {
    assertThat(DType.named(dtype.numpyName())).isEqualTo(dtype);
  }

  @ParameterizedTest
  @CsvSource({"int, int64", "float, float64", "double, float64", "bool_, bool"})
  void isFoundByPythonsNames(String name, String dtype) {
    assertThat(DType.named(name)).hasToString(dtype);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "float16", "Float64", "float64 ", "i4", "object"})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> DType.named(name))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("data type '" + name + "' not understood")
        .extracting("code")
        .isEqualTo(ErrorCode.DTYPE);
  }

  @ParameterizedTest
  @EnumSource
  void computesWithTheDTypesOfNumPysDefaults(DType dtype) {
    boolean computes =
        switch (dtype) {
          case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> true;
          case INT8, INT16, UINT8, UINT16, UINT32, UINT64 -> false;
        };
    assertThat(dtype.isComputable()).isEqualTo(computes);
  }

  @Test
  void saysWhichDTypesCanBeComputedWith() {
    assertThat(DType.FLOAT32.requireComputable()).isEqualTo(DType.FLOAT32);
    assertThatThrownBy(DType.UINT8::requireComputable)
        .hasMessage(
            "Cannot compute with dtype uint8: arrays are bool, int32, int64, float32 or float64;"
                + " convert the data first");
  }
}
