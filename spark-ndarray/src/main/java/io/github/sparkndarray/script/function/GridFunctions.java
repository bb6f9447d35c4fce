package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Spacing;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Coordinates: numbers in geometric steps, grids, and arrays broadcast together. */
final class GridFunctions {
  private GridFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy(
            "logspace",
            "start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0",
            GridFunctions::logspace),
        numpy(
            "geomspace",
            "start, stop, num=50, endpoint=True, dtype=None, axis=0",
            GridFunctions::geomspace),
        numpy("meshgrid", "*xi, !copy=True, sparse=False, indexing='xy'", GridFunctions::meshgrid),
        numpy("indices", "dimensions, dtype=None, sparse=False", GridFunctions::indices),
        numpy("vander", "x, N=None, increasing=False", GridFunctions::vander),
        numpy("broadcast_arrays", "*args, !subok=False", GridFunctions::broadcastArrays),
        numpy("broadcast_shapes", "*args", GridFunctions::broadcastShapes));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Expr line(double start, double stop, long count, boolean endpoint) {
    if (count < 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Number of samples, %d, must be non-negative.", count);
    }
    long steps = endpoint ? count - 1 : count;
    double step = steps > 0 ? (stop - start) / steps : 0;
    return new Generated(
        new Generator.Linspace(DType.FLOAT64, start, stop, step, count, endpoint && count > 1),
        Shape.of(count));
  }

  private static Value logspace(BoundArguments a) {
    Expr exponents =
        areNumbers(a)
            ? line(
                a.number("start").real(),
                a.number("stop").real(),
                a.integer("num"),
                a.bool("endpoint"))
            : Spacing.linear(a.expr("start"), a.expr("stop"), a.integer("num"), a.bool("endpoint"))
                .points();
    Operand base = a.operand("base");
    return along(a, Elementwise.of(Operator.POWER, base, exponents));
  }

  private static boolean areNumbers(BoundArguments a) {
    return CreationFunctions.isScalar(a, "start") && CreationFunctions.isScalar(a, "stop");
  }

  /** Points that lie along the first axis, along the wanted one and in the wanted dtype. */
  private static Value along(BoundArguments a, Expr points) {
    Expr turned = View.moveAxis(points, 0, a.axis("axis"));
    return ArrayValue.array(Convert.of(turned, a.dtype("dtype").orElse(points.dtype())));
  }

  /** Powers of ten between the logarithms of both ends, which are themselves exact. */
  private static Value geomspace(BoundArguments a) {
    if (!areNumbers(a)) {
      Expr start = a.expr("start");
      Expr stop = a.expr("stop");
      refuseZero(a, start);
      refuseZero(a, stop);
      return along(a, Spacing.geometric(start, stop, a.integer("num"), a.bool("endpoint")));
    }
    double start = a.number("start").real();
    double stop = a.number("stop").real();
    if (start == 0 || stop == 0) {
      throw zero();
    }
    if (start < 0 != stop < 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot make a geometric sequence from %s to %s: complex numbers are not in this"
              + " language",
          start,
          stop);
    }
    double sign = start < 0 ? -1 : 1;
    long count = a.integer("num");
    boolean endpoint = a.bool("endpoint");
    Expr exponents = line(Math.log10(sign * start), Math.log10(sign * stop), count, endpoint);
    Expr powers =
        Elementwise.of(
            Operator.MULTIPLY,
            Elementwise.of(Operator.POWER, PythonScalar.of(10.0), exponents),
            PythonScalar.of(sign));
    Expr number = Indices.range(count);
    Expr ends = replace(powers, number, 0, start);
    Expr exact = endpoint && count > 1 ? replace(ends, number, count - 1, stop) : ends;
    return along(a, exact);
  }

  private static void refuseZero(BoundArguments a, Expr ends) {
    if (!a.environment().compute(Reduce.of(Reduction.ALL, ends, null, false)).getBoolean(0)) {
      throw zero();
    }
  }

  private static NDArrayException zero() {
    return NDArrayException.of(ErrorCode.VALUE, "Geometric sequence cannot include zero");
  }

  private static Expr replace(Expr x, Expr number, long at, double value) {
    Expr here = Elementwise.of(Operator.EQUAL, number, PythonScalar.of(at));
    return Elementwise.of(Operator.WHERE, here, PythonScalar.of(value), x);
  }

  private static Value meshgrid(BoundArguments a) {
    List<Expr> axes =
        a.rest("xi").stream()
            .map(value -> Reshape.ravel(Conversions.toArray(value, a.environment()).expr()))
            .toList();
    String indexing = a.text("indexing");
    if (!indexing.equals("xy") && !indexing.equals("ij")) {
      throw NDArrayException.of(ErrorCode.VALUE, "Valid values for `indexing` are 'xy' and 'ij'.");
    }
    int rank = axes.size();
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    if (indexing.equals("xy") && rank > 1) {
      Collections.swap(order, 0, 1);
    }
    List<Expr> grids = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int own = order.get(i);
      grids.add(
          View.expandDims(axes.get(i), IntStream.range(0, rank).filter(d -> d != own).toArray()));
    }
    return a.bool("sparse") ? arrays(grids) : arraysTogether(grids);
  }

  private static Value arrays(List<Expr> exprs) {
    return Value.Sequence.tuple(
        exprs.stream().map(expr -> (Value) ArrayValue.array(expr)).toList());
  }

  private static Value arraysTogether(List<Expr> exprs) {
    if (exprs.isEmpty()) {
      return Value.Sequence.tuple(List.<Value>of());
    }
    Shape shape = together(exprs.stream().map(Expr::shape).toList());
    return arrays(exprs.stream().map(expr -> View.broadcastTo(expr, shape)).toList());
  }

  private static Shape together(List<Shape> shapes) {
    Shape first = shapes.get(0);
    for (int i = 1; i < shapes.size(); i++) {
      try {
        first = Broadcasting.broadcast(List.of(first, shapes.get(i)));
      } catch (NDArrayException e) {
        throw new NDArrayException(
            ErrorCode.SHAPE,
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between"
                + " arg 0 with shape %s and arg %d with shape %s."
                    .formatted(shapes.get(0), i, shapes.get(i)),
            e);
      }
    }
    return first;
  }

  private static Value indices(BoundArguments a) {
    if (a.value("dimensions") instanceof Value.Scalar) {
      throw NDArrayException.of(ErrorCode.VALUE, "'int' object is not iterable");
    }
    Shape shape = a.shape("dimensions");
    DType dtype = a.dtype("dtype").orElse(DType.INT64);
    boolean sparse = a.bool("sparse");
    List<Expr> axes =
        IntStream.range(0, shape.rank())
            .mapToObj(
                d -> Convert.of(sparse ? Indices.along(shape, d) : Indices.of(shape, d), dtype))
            .toList();
    return sparse ? arrays(axes) : ArrayValue.array(Joining.stack(axes, 0));
  }

  /** The powers of each element in a row, each the product of the one before it and the element. */
  private static Value vander(BoundArguments a) {
    Expr x = a.expr("x");
    if (x.shape().rank() != 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "x must be a one-dimensional array or sequence.");
    }
    long rows = x.shape().size();
    long columns = a.isNone("N") ? rows : a.integer("N");
    Shape shape = Shape.of(rows, columns);
    DType dtype = Promotion.promote(x.dtype(), DType.INT64);
    Expr ones =
        View.broadcastTo(PythonScalar.of(1L).as(dtype), Shape.of(rows, Math.min(1, columns)));
    Expr wide =
        View.broadcastTo(
            View.expandDims(Convert.of(x, dtype), 1), Shape.of(rows, Math.max(0, columns - 1)));
    Expr powers =
        columns < 2
            ? ones
            : Joining.concatenate(List.of(ones, Cumulative.of(Reduction.PROD, wide, 1, dtype)), 1);
    return ArrayValue.array(
        Reshape.of(a.bool("increasing") ? powers : View.flip(powers, 1), shape.extents()));
  }

  private static Value broadcastArrays(BoundArguments a) {
    return arraysTogether(
        a.rest("args").stream()
            .map(value -> Conversions.toArray(value, a.environment()).expr())
            .toList());
  }

  private static Value broadcastShapes(BoundArguments a) {
    List<Shape> shapes =
        a.rest("args").stream().map(value -> Conversions.toShape(value, a.environment())).toList();
    return Value.Sequence.tuple(shapes.isEmpty() ? new long[0] : together(shapes).extents());
  }
}
