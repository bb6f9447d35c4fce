package io.github.sparkndarray.script.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ListContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ParenthesizedContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainAtomContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PrimaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptionContext;
import io.github.sparkndarray.script.parse.TreeShapes;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Operators;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code a = …}, {@code a, b = …} and {@code a += …}. */
final class Assignments {
  private final Namespace names;
  private final Environment environment;
  private final Subscripts subscripts;
  private final Indices indices;

  Assignments(Namespace names, Environment environment, Indices indices) {
    this.names = names;
    this.environment = environment;
    this.subscripts = new Subscripts(environment);
    this.indices = indices;
  }

  /** Gives a value to a target: a name, or a tuple of targets to be unpacked into. */
  void assign(ExpressionsContext target, Value value) {
    if (TreeShapes.isTuple(target)) {
      unpack(target.expression(), value);
    } else {
      assign(target.expression(0), value);
    }
  }

  private void assign(ExpressionContext target, Value value) {
    Optional<PrimaryContext> primary = TreeShapes.primary(target);
    if (primary.isPresent() && primary.get() instanceof PlainAtomContext plain) {
      if (plain.atom() instanceof ParenthesizedContext tuple) {
        assign(tuple.expressions(), value);
        return;
      }
      if (plain.atom() instanceof ListContext list) {
        unpack(list.expressions().expression(), value);
        return;
      }
    }
    if (primary.isPresent() && primary.get() instanceof SubscriptionContext elements) {
      assignElements(elements, value);
      return;
    }
    names.assign(target.getText(), value);
  }

  /** {@code name[…] = value}: the array changes under all of its names. */
  private void assignElements(SubscriptionContext target, Value value) {
    String name = target.primary().getText();
    ArrayValue array = array(name);
    change(name, array, subscripts.assigned(array, indices.of(target), value));
  }

  private ArrayValue array(String name) {
    Value value = names.get(name);
    if (value instanceof ArrayValue array && !array.isScalar()) {
      return array;
    }
    throw NDArrayException.of(
        ErrorCode.VALUE, "'%s' object does not support item assignment", value.typeName());
  }

  /** {@code name[…] += value} and its kin; no operator is {@code @}. */
  void augment(SubscriptionContext target, @Nullable Operator operator, Value value) {
    String name = target.primary().getText();
    ArrayValue array = array(name);
    Value index = indices.of(target);
    Value old = subscripts.get(array, index);
    Value result = binary(operator, old, value);
    if (result instanceof ArrayValue computed) {
      refuseCast(operator, computed.expr().dtype(), array.expr().dtype());
    }
    change(name, array, subscripts.assigned(array, index, result));
  }

  private void change(String name, ArrayValue array, Expr elements) {
    if (array.isReadOnly()) {
      throw NDArrayException.of(ErrorCode.VALUE, "assignment destination is read-only");
    }
    if (!names.owns(name)) {
      // Timed code leaves what is outside as it was.
      names.assign(name, ArrayValue.array(elements));
      return;
    }
    refuseSeenBase(name, array);
    array.replace(elements);
  }

  /** What stands between the brackets of a target. */
  interface Indices {
    Value of(SubscriptionContext target);
  }

  private void unpack(List<ExpressionContext> targets, Value value) {
    List<Value> items = items(value, targets.size());
    if (items.size() < targets.size()) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "not enough values to unpack (expected %d, got %d)",
          targets.size(),
          items.size());
    }
    if (items.size() > targets.size()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "too many values to unpack (expected %d)", targets.size());
    }
    for (int i = 0; i < items.size(); i++) {
      assign(targets.get(i), items.get(i));
    }
  }

  /** What Python would iterate over, but no more of it than shows that there is too much. */
  private static List<Value> items(Value value, int expected) {
    if (value instanceof Value.Sequence sequence) {
      return sequence.items();
    }
    if (value instanceof ArrayValue array && array.expr().shape().rank() > 0) {
      long count = Math.min(array.expr().shape().extent(0), expected + 1L);
      List<Value> rows = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        List<Index> index = List.of(new Index.At(i));
        rows.add(
            array.expr().shape().rank() == 1
                ? ArrayValue.computed(View.index(array.expr(), index))
                : array.view(expr -> View.index(expr, index)));
      }
      return rows;
    }
    throw NDArrayException.of(
        ErrorCode.VALUE, "cannot unpack non-iterable %s object", value.typeName());
  }

  /**
   * {@code name += value} and its kin; no operator is {@code @}. An array changes in place, under
   * all its names.
   */
  void augment(String name, @Nullable Operator operator, Value value) {
    Value old = names.get(name);
    if (!(old instanceof ArrayValue array) || array.isScalar()) {
      names.assign(name, binary(operator, old, value));
      return;
    }
    Value result = binary(operator, old, value);
    if (!(result instanceof ArrayValue computed)) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "an augmented assignment of an array gave no array");
    }
    refuseReadOnly(array);
    Expr before = array.expr();
    Expr after = computed.expr();
    refuseUnlike(operator, before, after);
    Expr elements = Convert.of(after, before.dtype());
    if (!names.owns(name)) {
      // Timed code leaves what is outside as it was.
      names.assign(name, ArrayValue.array(elements));
      return;
    }
    refuseSeenBase(name, array);
    array.replace(elements);
  }

  private static void refuseReadOnly(ArrayValue array) {
    if (array.isReadOnly()) {
      throw NDArrayException.of(ErrorCode.VALUE, "output array is read-only");
    }
  }

  private static void refuseUnlike(@Nullable Operator operator, Expr before, Expr after) {
    if (!before.shape().equals(after.shape())) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "non-broadcastable output operand with shape %s doesn't match the broadcast shape %s",
          before.shape().compact(),
          after.shape().compact());
    }
    refuseCast(operator, after.dtype(), before.dtype());
  }

  private static void refuseCast(@Nullable Operator operator, DType from, DType to) {
    if (!canCastSameKind(from, to)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule"
              + " 'same_kind'",
          operator == null ? "matmul" : operator.numpyName(),
          from,
          to);
    }
  }

  /** An operator of two operands; of none it is {@code @}. */
  private Value binary(@Nullable Operator operator, Value a, Value b) {
    return operator == null
        ? Operators.matmul(a, b, environment)
        : Operators.binary(operator, a, b, environment);
  }

  /** NumPy's {@code np.can_cast(from, to, 'same_kind')}. */
  private static boolean canCastSameKind(DType from, DType to) {
    return Promotion.canCastSafely(from, to) || from.kind().compareTo(to.kind()) <= 0;
  }

  /** An array that others still see through a view cannot be changed by way of the view. */
  private void refuseSeenBase(String name, ArrayValue array) {
    Optional<ArrayValue> base = array.base();
    while (base.isPresent()) {
      Optional<String> seen = names.nameOf(base.get(), array);
      if (seen.isPresent()) {
        throw NDArrayException.of(
            ErrorCode.UNSUPPORTED,
            "Cannot change '%1$s' in place: it is a view of what '%2$s' names; make a new array,"
                + " %1$s = %1$s ...",
            name,
            seen.get());
      }
      base = base.get().base();
    }
  }
}
