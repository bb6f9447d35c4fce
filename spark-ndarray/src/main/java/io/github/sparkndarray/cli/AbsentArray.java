package io.github.sparkndarray.cli;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.shape.Shape;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An array that need not be there, of which {@code explain} knows shape and dtype. It is planned as
 * if it lay in a file that all executors can read.
 */
record AbsentArray(String name, DType dtype, Shape shape) implements ArraySource {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:x\\d+)*)(?::(\\w+))?");

  /**
   * The array that a text describes.
   *
   * @param text extents, and a dtype unless it is float64: {@code 1000000x3:float32}
   * @throws IllegalArgumentException when it describes none, with the reason as its message
   */
  static AbsentArray parse(String name, String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "it takes extents, and a dtype unless it is float64, as in 1000000x3:float32");
    }
    try {
      String dtype = parts.group(2);
      long[] extents = Stream.of(parts.group(1).split("x")).mapToLong(Long::parseLong).toArray();
      return new AbsentArray(
          name, dtype == null ? DType.FLOAT64 : DType.named(dtype), Shape.of(extents));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an extent is no long", e);
    } catch (NDArrayException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public boolean isThere() {
    return false;
  }

  @Override
  public Optional<ArraySource> reshaped(Shape other) {
    return Optional.of(new AbsentArray(name, dtype, other));
  }

  @Override
  public Optional<ArraySource> taken(int axis, long[] positions) {
    long[] extents = shape.extents();
    extents[axis] = positions.length;
    return Optional.of(new AbsentArray(name, dtype, Shape.of(extents)));
  }
}
