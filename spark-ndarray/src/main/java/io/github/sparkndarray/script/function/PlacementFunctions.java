package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ByteSize;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What a script can say about how arrays travel, and where and in which chunks they are kept. */
final class PlacementFunctions {
  private PlacementFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of("hint", "x, delivery", PlacementFunctions::hint, Place.SPARK_NDARRAY),
        Function.of("rechunk", "x, chunks", PlacementFunctions::rechunk, Place.SPARK_NDARRAY),
        Function.of(
            "persist", "x", a -> ArrayValue.array(Persist.whole(a.expr("x"))), Place.SPARK_NDARRAY),
        Function.of("compute", "*arrays", PlacementFunctions::compute, Place.SPARK_NDARRAY),
        Function.of("unpersist", "x", PlacementFunctions::unpersist, Place.SPARK_NDARRAY),
        Function.of(
            "checkpoint",
            "x",
            a -> ArrayValue.array(a.environment().host().checkpoint(a.expr("x"))),
            Place.SPARK_NDARRAY));
  }

  private static Value hint(BoundArguments a) {
    DeliveryHint hint = DeliveryHint.named(a.text("delivery"));
    return ArrayValue.array(Hint.of(a.expr("x"), hint));
  }

  /** {@code nd.rechunk(x, (1000, 3))}, {@code nd.rechunk(x, "64MB")}. */
  private static Value rechunk(BoundArguments a) {
    Expr array = a.expr("x");
    if (a.value("chunks") instanceof Value.Text size) {
      return ArrayValue.array(Rechunk.ofBytes(array, ByteSize.parse(size.text())));
    }
    return ArrayValue.array(Rechunk.of(array, a.integers("chunks")));
  }

  /**
   * {@code a, b = nd.compute(a, b)}: several arrays that are computed together, in as few passes as
   * possible, and that the driver has from then on. One array is no tuple.
   */
  private static Value compute(BoundArguments a) {
    List<ArrayValue> arrays =
        a.rest("arrays").stream()
            .map(value -> Conversions.toArray(value, a.environment()))
            .toList();
    List<HostArray> values =
        a.environment().host().compute(arrays.stream().map(ArrayValue::expr).toList());
    List<Value> computed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Expr literal = Complex.literal(values.get(i));
      computed.add(
          arrays.get(i).isScalar() ? ArrayValue.computed(literal) : ArrayValue.array(literal));
    }
    return computed.size() == 1 ? computed.get(0) : Value.Sequence.tuple(computed);
  }

  private static Value unpersist(BoundArguments a) {
    if (!Persist.freeWhole(a.expr("x"))) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot unpersist an array that was not persisted: nd.persist(x) returns the array that"
              + " is, x = nd.persist(x)");
    }
    return Value.NONE;
  }
}
