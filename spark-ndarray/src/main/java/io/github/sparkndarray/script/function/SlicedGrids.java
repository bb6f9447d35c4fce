package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.value.Arguments;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code np.mgrid[…]} and {@code np.ogrid[…]}. A step that is an imaginary number says how many
 * points there are, both ends included.
 */
public final class SlicedGrids {
  private SlicedGrids() {}

  /**
   * One axis.
   *
   * @param count how many points it has
   * @param step between two of them
   */
  private record Line(PythonScalar start, PythonScalar step, long count, boolean isWhole) {

    static Line of(Value index, Environment environment) {
      if (!(index instanceof Value.Slice slice)) {
        throw NDArrayException.of(
            ErrorCode.NAME, "'%s' object has no attribute 'step'", index.typeName());
      }
      PythonScalar start = number(slice.start(), 0, environment);
      PythonScalar step = number(slice.step(), 1, environment);
      if (slice.stop().equals(Value.NONE)) {
        throw NDArrayException.of(
            ErrorCode.DTYPE, "unsupported operand type(s) for -: 'NoneType' and 'int'");
      }
      PythonScalar stop = Conversions.toNumber(slice.stop(), environment);
      double length = stop.real() - start.real();
      if (step.isComplex()) {
        long count = (long) Math.hypot(step.real(), step.imaginary());
        PythonScalar apart =
            count == 1 ? PythonScalar.of(1L) : PythonScalar.of(length / (count - 1.0));
        return new Line(start, apart, count, false);
      }
      if (step.real() == 0) {
        throw NDArrayException.of(ErrorCode.VALUE, "division by zero");
      }
      boolean isWhole = start.isIntegral() && stop.isIntegral() && step.isIntegral();
      return new Line(start, step, (long) Math.ceil(length / step.real()), isWhole);
    }

    private static PythonScalar number(Value value, long otherwise, Environment environment) {
      return value.equals(Value.NONE)
          ? PythonScalar.of(otherwise)
          : Conversions.toNumber(value, environment);
    }

    Expr points(Expr numbers, DType dtype) {
      Expr scaled = Elementwise.of(Operator.MULTIPLY, Convert.of(numbers, dtype), step);
      return Elementwise.of(Operator.ADD, scaled, start);
    }
  }

  /** The coordinates that slices say: one array of all, or one for each axis. */
  public static Value of(Value.Grid grid, Value index, Environment environment) {
    if (!(index instanceof Value.Sequence tuple)) {
      return single(index, environment);
    }
    List<Line> lines = tuple.items().stream().map(item -> Line.of(item, environment)).toList();
    DType dtype = lines.stream().allMatch(Line::isWhole) ? DType.INT64 : DType.FLOAT64;
    boolean open = grid.open();
    long[] extents = lines.stream().mapToLong(line -> count(line, open)).toArray();
    Shape shape = Shape.of(extents);
    List<Expr> axes = new ArrayList<>();
    IntStream.range(0, extents.length)
        .forEach(
            d -> {
              Expr numbers = open ? Indices.along(shape, d) : Indices.of(shape, d);
              axes.add(lines.get(d).points(numbers, dtype));
            });
    if (open) {
      return Value.Sequence.tuple(
          axes.stream().map(axis -> (Value) ArrayValue.array(axis)).toList());
    }
    return ArrayValue.array(axes.isEmpty() ? Indices.range(0) : Joining.stack(axes, 0));
  }

  /** A whole grid cannot have negative extents; each axis alone has none then. */
  private static long count(Line line, boolean open) {
    if (line.count() < 0 && !open) {
      throw NDArrayException.of(ErrorCode.SHAPE, "negative dimensions are not allowed");
    }
    return Math.max(0, line.count());
  }

  /** One slice is what {@code np.arange} gives, or so many points. */
  private static Value single(Value index, Environment environment) {
    Line line = Line.of(index, environment);
    Value.Slice slice = (Value.Slice) index;
    boolean isCount = slice.step() instanceof Value.Scalar step && step.scalar().isComplex();
    if (isCount) {
      return ArrayValue.array(line.points(Indices.range(line.count()), DType.FLOAT64));
    }
    Value start = slice.start().equals(Value.NONE) ? Value.of(0L) : slice.start();
    Value step = slice.step().equals(Value.NONE) ? Value.of(1L) : slice.step();
    Function arange = (Function) Language.numpy("arange").orElseThrow();
    return arange.call(new Arguments(List.of(start, slice.stop(), step), Map.of()), environment);
  }
}
