package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.frame.ElementReader;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.ScriptSyntaxException;
import io.github.sparkndarray.script.run.CollectedResults;
import io.github.sparkndarray.script.run.FormulaEvaluator;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Value;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.jspecify.annotations.Nullable;

/** What a task of a {@link BatchFunction} does: the rows of its partition, batch by batch. */
record BatchRows(
    String expression, List<BatchOperand> operands, Map<String, HostArray> constants, DType dtype)
    implements Serializable {

  /** How many rows a batch has at most. */
  static final int MOST_ROWS = 4096;

  /** The most numbers of an operand in a batch, which memory has to hold. */
  private static final int MOST_NUMBERS = 1 << 20;

  /** Everything on this thread: a task has no session. */
  private static final Map<String, String> HERE =
      Map.of(
          "spark.master", "local[1]", NDArraySettings.DRIVER_WORK, Long.toString(Long.MAX_VALUE));

  private static final SparkAccess NOTHING = SparkAccess.whenNeeded(BatchRows::noSession);

  private static SparkSession noSession() {
    throw new NDArrayException(ErrorCode.INTERNAL, "a batch needs no session");
  }

  /** The expression over operands and constants, not yet computed. */
  static Expr evaluate(
      String expression, Map<String, Expr> operands, Map<String, HostArray> constants) {
    Map<String, Value> names = new HashMap<>();
    constants.forEach((name, value) -> names.put(name, ArrayValue.array(new Literal(value))));
    operands.forEach((name, operand) -> names.put(name, ArrayValue.array(operand)));
    NDContext context = new NDContext(NOTHING, HERE, Progress.NONE);
    FormulaEvaluator formulas = new FormulaEvaluator(context.scriptHost(), new CollectedResults());
    try {
      if (formulas.evaluate(expression, names) instanceof ArrayValue array) {
        return array.expr();
      }
    } catch (ScriptSyntaxException e) {
      throw e;
    } catch (ScriptException e) {
      throw e.withoutPlace();
    }
    throw NDArrayException.of(ErrorCode.VALUE, "the value of %s is no array", expression);
  }

  /** What Spark calls for each partition. */
  FlatMapFunction<Iterator<InternalRow>, InternalRow> work() {
    return Batches::new;
  }

  /** The rows of one batch, and the lengths of their arrays; null values are rows of their own. */
  private final class Batches implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final Executor executor = new Executor(NOTHING, HERE, Progress.NONE);
    private final GenericInternalRow result = new GenericInternalRow(1);
    private final JoinedRow joined = new JoinedRow();
    private List<InternalRow> batch = List.of();
    private int next;
    private @Nullable InternalRow read;
    private @Nullable ElementReader values;
    private int[] extents = {};
    private int size = 1;

    Batches(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return next < batch.size() || read != null || rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == batch.size()) {
        fill();
      }
      result.update(0, value(next));
      return joined.withLeft(batch.get(next++)).withRight(result);
    }

    private @Nullable Object value(int row) {
      ElementReader of = values;
      if (of == null) {
        return null;
      }
      return extents.length == 0 ? of.get(row) : of.array(row * size, extents);
    }

    private void fill() {
      batch = new ArrayList<>();
      next = 0;
      int[] lengths = null;
      int most = 1;
      while (batch.size() < most && (read != null || rows.hasNext())) {
        InternalRow row = read == null ? rows.next().copy() : read;
        read = null;
        int[] own = operands.stream().mapToInt(operand -> operand.length(row)).toArray();
        if (lengths != null && !Arrays.equals(own, lengths)) {
          read = row;
          break;
        }
        if (lengths == null) {
          int longest = Arrays.stream(own).max().orElse(1);
          most = Math.max(1, Math.min(MOST_ROWS, MOST_NUMBERS / Math.max(1, longest)));
        }
        lengths = own;
        batch.add(row);
      }
      compute(lengths == null ? new int[0] : lengths);
    }

    private void compute(int[] lengths) {
      values = null;
      if (Arrays.stream(lengths).anyMatch(length -> length < 0)) {
        return;
      }
      Map<String, Expr> arrays = new HashMap<>();
      for (int i = 0; i < operands.size(); i++) {
        BatchOperand operand = operands.get(i);
        arrays.put(operand.name(), new Literal(operand.array(batch, batch.size(), lengths[i])));
      }
      Expr computed = evaluate(expression, arrays, constants);
      long[] shape = computed.shape().extents();
      if (shape.length == 0 || shape[0] != batch.size() || computed.dtype() != dtype) {
        throw NDArrayException.of(
            ErrorCode.SHAPE,
            "Cannot give each of %d rows its part of %s: the result is a %s array of shape %s",
            batch.size(),
            expression,
            computed.dtype(),
            computed.shape());
      }
      extents = new int[shape.length - 1];
      size = 1;
      for (int axis = 0; axis < extents.length; axis++) {
        extents[axis] = Math.toIntExact(shape[axis + 1]);
        size = Math.multiplyExact(size, extents[axis]);
      }
      values = new ElementReader(executor.collect(List.of(computed)).get(0));
    }
  }
}
