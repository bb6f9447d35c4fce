package io.github.sparkndarray.script.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.parse.NumPyScriptParser.AttributeContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ListContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ParenthesizedContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainAtomContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PrimaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptionContext;
import io.github.sparkndarray.script.parse.TreeShapes;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.ElementPlace;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Operators;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** {@code a = …}, {@code a, b = …}, {@code a[…] = …} and {@code a += …}. */
final class Assignments {
  private final Namespace names;
  private final Environment environment;
  private final Subscripts subscripts;
  private final Evaluation evaluation;

  Assignments(Namespace names, Environment environment, Evaluation evaluation) {
    this.names = names;
    this.environment = environment;
    this.subscripts = new Subscripts(environment);
    this.evaluation = evaluation;
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
    if (primary.isPresent() && primary.get() instanceof AttributeContext part) {
      assign(array(evaluation.of(part)), new Value.Ellipsis(), value);
      return;
    }
    names.assign(target.getText(), value);
  }

  /** What a part of a target stands for. */
  interface Evaluation {
    Value of(ParseTree tree);
  }

  /** {@code array[…] = value}. */
  private void assignElements(SubscriptionContext target, Value value) {
    ArrayValue array = array(evaluation.of(target.primary()));
    assign(array, evaluation.of(target.subscripts()), value);
  }

  /** Gives elements of an array a value, under all of its names and in what it is a view of. */
  private void assign(ArrayValue array, Value index, Value value) {
    ElementPlace place = ElementPlace.of(array, names::reaches);
    names.change(subscripts.assigned(array, place, index, value));
  }

  private static ArrayValue array(Value value) {
    if (value instanceof ArrayValue array && !array.isScalar()) {
      return array;
    }
    throw NDArrayException.of(
        ErrorCode.VALUE, "'%s' object does not support item assignment", value.typeName());
  }

  /** {@code array[…] += value} and its kin; no operator is {@code @}. */
  void augment(SubscriptionContext target, @Nullable Operator operator, Value value) {
    ArrayValue array = array(evaluation.of(target.primary()));
    ElementPlace place = ElementPlace.of(array, names::reaches);
    Value index = evaluation.of(target.subscripts());
    Value result = binary(operator, subscripts.get(array, index), value);
    if (result instanceof ArrayValue computed) {
      refuseCast(operator, computed.expr().dtype(), array.expr().dtype());
    }
    names.change(subscripts.assigned(array, place, index, result));
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
    if (value instanceof Value.ArchiveView view) {
      return view.items().items();
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

  /** {@code name += value} and its kin; no operator is {@code @}. */
  void augment(String name, @Nullable Operator operator, Value value) {
    Value old = names.get(name);
    if (old instanceof ArrayValue array && !array.isScalar()) {
      augment(array, operator, value);
    } else {
      names.assign(name, binary(operator, old, value));
    }
  }

  /** {@code array.real += value} and its kin; no operator is {@code @}. */
  void augment(AttributeContext part, @Nullable Operator operator, Value value) {
    augment(array(evaluation.of(part)), operator, value);
  }

  /** An array changes in place, under all of its names. */
  private void augment(ArrayValue array, @Nullable Operator operator, Value value) {
    Value result = binary(operator, array, value);
    if (!(result instanceof ArrayValue computed)) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "an augmented assignment of an array gave no array");
    }
    refuseReadOnly(array);
    Expr before = array.expr();
    Expr after = computed.expr();
    refuseUnlike(operator, before, after);
    ElementPlace place = ElementPlace.of(array, names::reaches);
    names.change(place.replaced(Convert.of(after, before.dtype())));
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
}
