package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.codegen.ScalarCode;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes the elements of expressions as Java. Each element is computed once, in the outermost loop
 * that has all its indices.
 */
final class RowElements {
  private final RowConstants constants;
  private final int unrolled;
  private int names;

  /**
   * What writes elements.
   *
   * @param unrolled the longest axis that is added up without a loop
   */
  RowElements(RowConstants constants, int unrolled) {
    this.constants = constants;
    this.unrolled = unrolled;
  }

  int unrolled() {
    return unrolled;
  }

  /** A name that no other variable has. */
  String name(String prefix) {
    return prefix + names++;
  }

  /** The element of an expression at an index, for use in a block. */
  RowValue element(Expr expr, List<RowValue> index, RowScope scope) {
    return scope.once(expr, index, () -> make(expr, index, scope));
  }

  private RowValue make(Expr expr, List<RowValue> index, RowScope scope) {
    // Java 17 has no pattern switch; the order is that of the permitted nodes.
    if (expr instanceof Constant constant) {
      return new RowValue(constant(constant), Set.of());
    }
    if (expr instanceof Literal literal) {
      return literal(literal.values(), index);
    }
    if (expr instanceof Generated generated) {
      return generated(generated.generator(), index.get(0));
    }
    if (expr instanceof Stored stored) {
      return operand((RowSource) stored.source(), index, scope);
    }
    if (expr instanceof View view) {
      return element(view.base(), through(constants, view.map(), index), scope);
    }
    if (expr instanceof Elementwise elementwise) {
      return elementwise(elementwise, index, scope);
    }
    if (expr instanceof Convert convert) {
      RowValue input = element(convert.input(), index, scope);
      String cast = ScalarCode.cast(convert.input().dtype(), convert.dtype(), input.text());
      return variable(convert.dtype(), cast, input.indices(), scope);
    }
    if (expr instanceof Reduce reduce) {
      return new RowReduction(this, constants, reduce).element(index, scope);
    }
    if (expr instanceof Hint hint) {
      return element(hint.input(), index, scope);
    }
    if (expr instanceof Rechunk cut) {
      return element(cut.input(), index, scope);
    }
    if (expr instanceof Persist kept) {
      return element(kept.inputs().get(0), index, scope);
    }
    throw NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot use %s in an expression over the values of a row",
        expr.getClass().getSimpleName());
  }

  private String constant(Constant constant) {
    return switch (constant.dtype()) {
      case FLOAT64 -> constants.real(constant.real());
      case FLOAT32 -> "((float) " + constants.real(constant.real()) + ")";
      case INT64 -> constants.wide(constant.integer());
      case BOOL -> constant.integer() != 0 ? "true" : "false";
      default -> constants.integer(constant.integer());
    };
  }

  private RowValue literal(HostArray values, List<RowValue> index) {
    boolean real = values.dtype().isFloat();
    double[] reals = new double[real ? values.size() : 0];
    long[] integers = new long[real ? 0 : values.size()];
    for (int i = 0; i < values.size(); i++) {
      if (real) {
        reals[i] = values.getDouble(i);
      } else {
        integers[i] = values.getLong(i);
      }
    }
    String element =
        constants.array(real ? reals : integers) + "[" + offset(values.shape(), index) + "]";
    String text =
        values.dtype() == DType.BOOL
            ? "(" + element + " != 0)"
            : "((" + ScalarCode.type(values.dtype()) + ") " + element + ")";
    return new RowValue(text, RowValue.union(index));
  }

  /** Where an element lies in C order. */
  private String offset(Shape shape, List<RowValue> index) {
    String offset = "0";
    for (int d = 0; d < index.size(); d++) {
      String i = index.get(d).text();
      offset =
          d == 0 ? i : "(" + offset + " * " + constants.integer(shape.extent(d)) + " + " + i + ")";
    }
    return offset;
  }

  private RowValue generated(Generator generator, RowValue index) {
    String i = index.text();
    if (generator instanceof Generator.IntegerRange range) {
      String value =
          "("
              + constants.wide(range.start())
              + " + "
              + constants.wide(range.step())
              + " * "
              + i
              + ")";
      return new RowValue(ScalarCode.cast(DType.INT64, range.dtype(), value), index.indices());
    }
    if (generator instanceof Generator.RealRange range) {
      String value =
          "("
              + constants.real(range.start())
              + " + "
              + i
              + " * "
              + constants.real(range.step())
              + ")";
      return new RowValue(ScalarCode.cast(DType.FLOAT64, range.dtype(), value), index.indices());
    }
    if (generator instanceof Generator.Linspace points) {
      String inside =
          constants.real(points.start()) + " + " + i + " * " + constants.real(points.step());
      String last = points.endpoint() ? constants.wide(points.count() - 1) : "-1";
      return new RowValue(
          "(" + i + " == " + last + " ? " + constants.real(points.stop()) + " : " + inside + ")",
          index.indices());
    }
    throw NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot draw random numbers in an expression over the values of a row");
  }

  /** Numbers and flattened arrays of arrays are variables; arrays are read where they lie. */
  private RowValue operand(RowSource source, List<RowValue> index, RowScope scope) {
    int p = source.position();
    Set<String> indices = RowValue.union(index);
    return switch (index.size()) {
      case 0 -> new RowValue("v" + p, indices);
      case 1 ->
          variable(
              source.dtype(),
              RowCode.READ_OPEN + p + RowCode.READ_INDEX + index.get(0).text() + RowCode.READ_CLOSE,
              indices,
              scope);
      default ->
          variable(
              source.dtype(), "x" + p + "[" + offset(source.shape(), index) + "]", indices, scope);
    };
  }

  /** The index of an element of a view in what it is a view of. */
  static List<RowValue> through(RowConstants constants, IndexMap map, List<RowValue> index) {
    List<RowValue> base = new ArrayList<>();
    for (int d = 0; d < map.sourceRank(); d++) {
      long start = map.start(d);
      if (map.axis(d) == IndexMap.NO_AXIS) {
        base.add(new RowValue(start == 0 ? "0" : constants.integer(start), Set.of()));
        continue;
      }
      RowValue i = index.get(map.axis(d));
      String text = i.text();
      if (map.step(d) != 1) {
        text = "(" + constants.integer(map.step(d)) + " * " + text + ")";
      }
      if (start != 0) {
        text = "(" + constants.integer(start) + " + " + text + ")";
      }
      base.add(new RowValue(text, i.indices()));
    }
    return base;
  }

  private RowValue elementwise(Elementwise node, List<RowValue> index, RowScope scope) {
    List<RowValue> arguments = new ArrayList<>();
    for (Expr argument : node.arguments()) {
      arguments.add(element(argument, index, scope));
    }
    List<Expr> inputs = node.arguments();
    DType compute = inputs.get(inputs.size() - 1).dtype();
    String text = power(node, arguments);
    if (text.isEmpty()) {
      text =
          ScalarCode.apply(
              node.operator(), compute, arguments.stream().map(RowValue::text).toList());
    }
    return variable(node.dtype(), text, RowValue.union(arguments), scope);
  }

  /** NumPy, too, has the powers 2, 1 and 1/2 for themselves; empty for any other. */
  private static String power(Elementwise node, List<RowValue> arguments) {
    if (node.operator() != Operator.POWER
        || !(constantOf(node.arguments().get(1)) instanceof Constant c)) {
      return "";
    }
    String x = arguments.get(0).text();
    if (c.real() == 2) {
      return "(" + x + " * " + x + ")";
    }
    if (c.real() == 1) {
      return x;
    }
    if (c.real() == 0.5 && c.dtype().isFloat()) {
      return "((" + ScalarCode.type(node.dtype()) + ") Math.sqrt(" + x + "))";
    }
    return "";
  }

  /** What a view of a constant is a view of. */
  static Expr constantOf(Expr expr) {
    return expr instanceof View view ? constantOf(view.base()) : expr;
  }

  /** A variable that holds a value, in the outermost block that can compute it. */
  RowValue variable(DType dtype, String text, Set<String> indices, RowScope scope) {
    String name = name("t");
    scope.where(indices).add(ScalarCode.type(dtype) + " " + name + " = " + text + ";");
    return new RowValue(name, indices);
  }
}
