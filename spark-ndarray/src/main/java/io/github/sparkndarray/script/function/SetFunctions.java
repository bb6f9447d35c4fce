package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Sets;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Broadcasting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Arrays as sets, and whether they are equal. */
final class SetFunctions {
  private static final String CLOSE = "a, b, rtol=0.00001, atol=0.00000001, equal_nan=False";

  private SetFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy(
            "unique",
            "ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *,"
                + " equal_nan=True, sorted=True",
            SetFunctions::unique),
        numpy(
            "unique_values",
            "x, /",
            a -> array(Sets.values(a.expr("x"), false, IndexingFunctions.known(a)))),
        numpy("unique_counts", "x, /", a -> parts(a, "values", "counts")),
        numpy("unique_inverse", "x, /", a -> parts(a, "values", "inverse_indices")),
        numpy(
            "unique_all", "x, /", a -> parts(a, "values", "indices", "inverse_indices", "counts")),
        numpy(
            "isin",
            "element, test_elements, assume_unique=False, invert=False, *, !kind=None",
            SetFunctions::isIn),
        numpy("union1d", "ar1, ar2", SetFunctions::union),
        numpy(
            "intersect1d",
            "ar1, ar2, assume_unique=False, return_indices=False",
            a -> a.bool("return_indices") ? intersection(a) : filtered(a, true)),
        numpy("setdiff1d", "ar1, ar2, assume_unique=False", a -> filtered(a, false)),
        numpy("setxor1d", "ar1, ar2, assume_unique=False", SetFunctions::exclusive),
        numpy("isclose", CLOSE, a -> ArrayValue.computed(isClose(a))),
        numpy("allclose", CLOSE, a -> truth(a, isClose(a))),
        numpy("array_equal", "a1, a2, equal_nan=False", SetFunctions::arrayEqual),
        numpy("array_equiv", "a1, a2", SetFunctions::arrayEquiv));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  /** Whether arrays are equal once they are broadcast together. */
  private static Value arrayEquiv(BoundArguments a) {
    Expr x = a.expr("a1");
    Expr y = a.expr("a2");
    try {
      Broadcasting.broadcast(List.of(x.shape(), y.shape()));
    } catch (NDArrayException e) {
      return Value.of(false);
    }
    Expr equal = Elementwise.of(Operator.EQUAL, x, y);
    Expr all = Reduce.of(Reduction.ALL, equal, null, false);
    return Value.of(a.environment().compute(all).getBoolean(0));
  }

  private static Value array(Expr expr) {
    return ArrayValue.array(expr);
  }

  private static Value unique(BoundArguments a) {
    boolean index = a.bool("return_index");
    boolean inverse = a.bool("return_inverse");
    boolean counts = a.bool("return_counts");
    boolean equalNan = a.bool("equal_nan");
    Expr x = a.expr("ar");
    if (a.isNone("axis") && !index && !inverse && !counts) {
      return array(Sets.values(x, equalNan, IndexingFunctions.known(a)));
    }
    int axis = a.isNone("axis") ? -1 : Axes.normalize(a.axis("axis"), x.shape().rank());
    Sets.Unique unique =
        axis < 0 ? Sets.unique(x, equalNan, IndexingFunctions.known(a)) : uniqueAlong(x, axis, a);
    List<Value> results = new ArrayList<>();
    results.add(array(unique.values()));
    if (index) {
      results.add(array(unique.index()));
    }
    if (inverse) {
      Expr each = unique.inverse();
      results.add(array(axis < 0 ? Reshape.of(each, x.shape().extents()) : each));
    }
    if (counts) {
      results.add(array(unique.counts()));
    }
    return results.size() == 1 ? results.get(0) : Value.Sequence.tuple(results);
  }

  /** Of what is below an axis, compared as a whole. */
  private static Sets.Unique uniqueAlong(Expr x, int axis, BoundArguments a) {
    Expr first = View.moveAxis(x, axis, 0);
    long[] extents = first.shape().extents();
    long length = extents[0];
    long columns = LongStream.of(extents).skip(1).reduce(1, Math::multiplyExact);
    Sets.Unique rows =
        Sets.uniqueRows(Reshape.of(first, length, columns), IndexingFunctions.known(a));
    extents[0] = rows.values().shape().extent(0);
    Expr values = View.moveAxis(Reshape.of(rows.values(), extents), 0, axis);
    return new Sets.Unique(values, rows.index(), rows.inverse(), rows.counts());
  }

  private static Value parts(BoundArguments a, String... names) {
    Expr x = a.expr("x");
    // Of the standard's functions, each NaN is an element of its own.
    Sets.Unique unique = Sets.unique(x, false, IndexingFunctions.known(a));
    Map<String, Value> parts = new LinkedHashMap<>();
    for (String name : names) {
      parts.put(
          name,
          array(
              switch (name) {
                case "values" -> unique.values();
                case "indices" -> unique.index();
                case "inverse_indices" -> Reshape.of(unique.inverse(), x.shape().extents());
                default -> unique.counts();
              }));
    }
    String kind = names.length == 4 ? "All" : names[1].equals("counts") ? "Counts" : "Inverse";
    return new Value.Attributes("Unique" + kind + "Result", parts, List.of(names));
  }

  private static Value isIn(BoundArguments a) {
    Expr isIn = Sets.isIn(a.expr("element"), a.expr("test_elements"));
    return array(a.bool("invert") ? Elementwise.of(Operator.LOGICAL_NOT, isIn) : isIn);
  }

  private static Value union(BoundArguments a) {
    Expr both =
        Joining.concatenate(List.of(Reshape.ravel(a.expr("ar1")), Reshape.ravel(a.expr("ar2"))), 0);
    return array(Sets.values(both, IndexingFunctions.known(a)));
  }

  /** Both as arrays of one dtype. */
  private static Expr promoted(BoundArguments a, String name) {
    DType dtype = Elementwise.promote(List.of(a.expr("ar1"), a.expr("ar2")));
    return Convert.of(a.expr(name), dtype);
  }

  private static Value filtered(BoundArguments a, boolean wanted) {
    Expr first = wanted ? promoted(a, "ar1") : a.expr("ar1");
    // Only this function keeps the order of what is said to be a set.
    boolean isSet = !wanted && a.bool("assume_unique");
    Expr own = isSet ? Reshape.ravel(first) : Sets.values(first, IndexingFunctions.known(a));
    return array(Sets.filtered(own, a.expr("ar2"), wanted, IndexingFunctions.known(a)));
  }

  private static Value intersection(BoundArguments a) {
    List<Expr> parts =
        Sets.intersection(promoted(a, "ar1"), promoted(a, "ar2"), IndexingFunctions.known(a));
    return Value.Sequence.tuple(parts.stream().map(SetFunctions::array).toList());
  }

  private static Value exclusive(BoundArguments a) {
    var known = IndexingFunctions.known(a);
    Expr first = Sets.values(promoted(a, "ar1"), known);
    Expr second = Sets.values(promoted(a, "ar2"), known);
    Expr apart =
        Joining.concatenate(
            List.of(
                Sets.filtered(first, second, false, known),
                Sets.filtered(second, first, false, known)),
            0);
    return array(Sorting.sort(apart, 0));
  }

  private static Expr isClose(BoundArguments a) {
    Operand x = a.operand("a");
    Operand y = a.operand("b");
    Expr apart = of(Operator.ABSOLUTE, of(Operator.SUBTRACT, x, y));
    Expr size = of(Operator.MULTIPLY, of(Operator.ABSOLUTE, y), a.number("rtol"));
    Expr near = of(Operator.LESS_EQUAL, apart, of(Operator.ADD, size, a.number("atol")));
    Expr finite = of(Operator.LOGICAL_AND, near, of(Operator.ISFINITE, y));
    Expr close = of(Operator.LOGICAL_OR, finite, of(Operator.EQUAL, x, y));
    if (!a.bool("equal_nan")) {
      return close;
    }
    Expr none = of(Operator.LOGICAL_AND, of(Operator.ISNAN, x), of(Operator.ISNAN, y));
    return of(Operator.LOGICAL_OR, close, none);
  }

  private static Expr of(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }

  private static Value truth(BoundArguments a, Expr all) {
    Expr one = Reduce.of(Reduction.ALL, all, null, false);
    return Value.of(a.environment().compute(one).getBoolean(0));
  }

  private static Value arrayEqual(BoundArguments a) {
    Expr x = a.expr("a1");
    Expr y = a.expr("a2");
    if (!x.shape().equals(y.shape())) {
      return Value.of(false);
    }
    Expr equal = of(Operator.EQUAL, x, y);
    if (a.bool("equal_nan")) {
      Expr none = of(Operator.LOGICAL_AND, of(Operator.ISNAN, x), of(Operator.ISNAN, y));
      equal = of(Operator.LOGICAL_OR, equal, none);
    }
    return truth(a, equal);
  }
}
