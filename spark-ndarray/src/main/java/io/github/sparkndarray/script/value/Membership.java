package io.github.sparkndarray.script.value;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;

/** {@code item in values}. */
public final class Membership {
  private Membership() {}

  /** Whether one of some values equals an item. */
  public static boolean has(Value values, Value item, Environment environment) {
    if (values instanceof Value.Archive archive) {
      return archive.has(item);
    }
    if (values instanceof Value.ArchiveView view) {
      return has(view.items(), item, environment);
    }
    if (values instanceof Value.Sequence sequence) {
      return sequence.items().stream().anyMatch(each -> areEqual(each, item, environment));
    }
    if (values instanceof Value.Text text) {
      if (!(item instanceof Value.Text part)) {
        throw NDArrayException.of(
            ErrorCode.DTYPE,
            "'in <string>' requires string as left operand, not %s",
            item.typeName());
      }
      return text.text().contains(part.text());
    }
    if (values instanceof ArrayValue array) {
      Value equal = Operators.binary(Operator.EQUAL, array, item, environment);
      if (!(equal instanceof ArrayValue found)) {
        return Conversions.truth(equal, environment);
      }
      Expr any = Reduce.of(Reduction.ANY, found.expr(), null, false);
      return environment.compute(any).getBoolean(0);
    }
    throw NDArrayException.of(
        ErrorCode.DTYPE, "argument of type '%s' is not iterable", values.typeName());
  }

  private static boolean areEqual(Value each, Value item, Environment environment) {
    return each == item
        || Conversions.truth(
            Operators.binary(Operator.EQUAL, each, item, environment), environment);
  }
}
