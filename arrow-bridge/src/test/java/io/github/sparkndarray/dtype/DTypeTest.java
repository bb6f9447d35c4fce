package io.github.sparkndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
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
  @CsvSource({
    "int, int64",
    "float, float64",
    "double, float64",
    "bool_, bool",
    "i4, int32",
    "u1, uint8",
    "f4, float32",
    "c16, complex128"
  })
  void isFoundByPythonsNames(String name, String dtype) {
    assertThat(DType.named(name)).hasToString(dtype);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "float16", "Float64", "float64 ", "i3", "f2", "object"})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> DType.named(name))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("data type '" + name + "' not understood")
        .extracting("code")
        .isEqualTo(ErrorCode.DTYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, 200, -56", "INT8, -128, -128", "INT16, 40000, -25536", "INT32, 4294967295, -1",
    "UINT8, -1, 255", "UINT8, 256, 0", "UINT16, -1, 65535", "UINT32, -1, 4294967295",
    "UINT64, -1, -1", "INT64, -1, -1", "BOOL, 7, 1"
  })
  void keepsTheLowBitsOfAnInteger(DType dtype, long value, long kept) {
    assertThat(dtype.wrap(value)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, -128, true",
    "INT8, 128, false",
    "UINT8, 255, true",
    "UINT8, -1, false",
    "UINT32, 4294967295, true",
    "UINT32, 4294967296, false",
    "UINT64, -1, false",
    "UINT64, 9223372036854775807, true",
    "INT32, 2147483648, false"
  })
  void knowsItsValues(DType dtype, long value, boolean held) {
    assertThat(dtype.holds(value)).isEqualTo(held);
  }

  @ParameterizedTest
  @EnumSource
  void isComputedInATypeThatHoldsItsValues(DType dtype) {
    DType computed = dtype.computed();
    assertThat(computed.computed()).isEqualTo(computed);
    assertThat(dtype.isOnlyStored()).isEqualTo(computed != dtype);
    if (dtype.isComplex()) {
      assertThat(computed).isEqualTo(dtype.part());
    } else if (dtype != DType.UINT64) {
      assertThat(Promotion.promote(dtype, computed)).isEqualTo(computed);
    }
  }

  @ParameterizedTest
  @CsvSource({"BOOL, Bool", "INT8, Int8", "UINT16, UInt16", "FLOAT64, Float64"})
  void namesItsClassAsNumPyDoes(DType dtype, String name) {
    assertThat(dtype.className()).isEqualTo(name);
  }
}
