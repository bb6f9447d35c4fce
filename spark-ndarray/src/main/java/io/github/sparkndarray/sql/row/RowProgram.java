package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.ScriptSyntaxException;
import io.github.sparkndarray.script.function.MetricCall;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.run.FormulaEvaluator;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression over the operands of a row, for whatever lengths their arrays have. The dtype and
 * rank of its result are known from the operands' types; how the result is computed is known by the
 * lengths, and kept for those seen before.
 */
public final class RowProgram implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Lengths that the arrays are given while none are known, all the same one: the expression must
   * make sense for one of them. The first is longer than what an index or a slice reaches.
   */
  private static final long[] TYPICAL = {1L << 20, 2, 3, 4, 8, 16, 1};

  private static final int MAX_PLANS = 4096;

  private static final int MAX_CODES = 256;

  /**
   * The code of programs that were met last: Spark copies an expression dozens of times while it
   * plans a query, and asks each copy for its type.
   */
  private static final Map<Signature, RowCode> TYPICAL_CODE = lastMet();

  /** How programs that were met last are computed: tasks have copies of programs, too. */
  private static final Map<PlanKey, RowPlan> PLANS = lastMet();

  /** What the code of a program follows from. */
  private record Signature(@Nullable Metric metric, String text, List<RowOperand> operands) {}

  private record PlanKey(Signature program, List<Long> lengths) {}

  private final @Nullable Metric metric;
  private final String text;
  private final List<RowOperand> operands;
  private transient @Nullable Script script;
  private transient @Nullable RowCode typical;
  private transient @Nullable Map<List<Long>, RowPlan> plans;

  /** A map, for any number of threads, that forgets what was used longest ago. */
  private static <K, V> Map<K, V> lastMet() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MAX_CODES;
          }
        });
  }

  private RowProgram(@Nullable Metric metric, String text, List<RowOperand> operands) {
    this.metric = metric;
    this.text = text;
    this.operands = new ArrayList<>(operands);
  }

  /** A metric over {@code a}, {@code b} and its parameters, each by its name. */
  public static RowProgram of(Metric metric, List<RowOperand> operands) {
    return new RowProgram(metric, metric.metricName(), operands);
  }

  /** An expression of the script language over the operands' names. */
  public static RowProgram of(String text, List<RowOperand> operands) {
    return new RowProgram(null, text, operands);
  }

  public List<RowOperand> operands() {
    return operands;
  }

  /**
   * The code for arrays of typical lengths, which serves all lengths but those that broadcast
   * another way.
   *
   * @throws NDArrayException where the expression makes no sense for operands of these types
   */
  public RowCode typical() {
    RowCode known = typical;
    if (known == null) {
      Signature signature = new Signature(metric, text, operands);
      known = TYPICAL_CODE.get(signature);
      if (known == null) {
        known = RowCode.of(typicalTrace(), operands);
        TYPICAL_CODE.put(signature, known);
      }
      typical = known;
    }
    return known;
  }

  private Expr typicalTrace() {
    NDArrayException first = null;
    for (long length : TYPICAL) {
      long[] lengths = new long[operands.stream().mapToInt(RowOperand::rank).sum()];
      Arrays.fill(lengths, length);
      try {
        return trace(lengths);
      } catch (ScriptSyntaxException e) {
        throw e;
      } catch (NDArrayException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new NDArrayException(ErrorCode.INTERNAL, "no lengths") : first;
  }

  /** The dtype of the result. */
  public DType dtype() {
    return typical().result().dtype();
  }

  /** The number of axes of the result. */
  public int rank() {
    return typical().result().shape().rank();
  }

  /**
   * How the result is computed for arrays of the given lengths: those of the first operand's axes,
   * then those of the second's.
   */
  public RowPlan plan(long... lengths) {
    Map<List<Long>, RowPlan> known = plans;
    if (known == null) {
      known = new LinkedHashMap<>();
      plans = known;
    }
    List<Long> key = Arrays.stream(lengths).boxed().toList();
    RowPlan plan = known.get(key);
    if (plan == null) {
      if (known.size() >= MAX_PLANS) {
        known.clear();
      }
      PlanKey shared = new PlanKey(new Signature(metric, text, operands), key);
      plan = PLANS.get(shared);
      if (plan == null) {
        plan = makePlan(lengths);
        PLANS.put(shared, plan);
      }
      known.put(key, plan);
    }
    return plan;
  }

  private RowPlan makePlan(long[] lengths) {
    RowCode code;
    try {
      code = RowCode.of(trace(lengths), operands);
    } catch (NDArrayException e) {
      return RowPlan.refused(e);
    }
    if (code.result().dtype() != dtype() || code.result().shape().rank() != rank()) {
      return RowPlan.refused(
          NDArrayException.of(
              ErrorCode.SHAPE,
              "The expression gives a %s array of %d axes for arrays of lengths %s, and otherwise a"
                  + " %s array of %d axes",
              code.result().dtype(),
              code.result().shape().rank(),
              Arrays.toString(lengths),
              dtype(),
              rank()));
    }
    return RowPlan.of(code, code.source().equals(typical().source()));
  }

  private Expr trace(long[] lengths) {
    Map<String, Value> names = new HashMap<>();
    int axis = 0;
    for (int i = 0; i < operands.size(); i++) {
      RowOperand operand = operands.get(i);
      long[] extents = Arrays.copyOfRange(lengths, axis, axis + operand.rank());
      axis += operand.rank();
      Double constant = operand.constant();
      Value value;
      if (constant != null) {
        value = Value.of(constant.doubleValue());
      } else {
        RowSource source = new RowSource(i, operand.dtype(), Shape.of(extents), operand.name());
        Expr leaf = new Stored(source);
        value = extents.length == 0 ? ArrayValue.computed(leaf) : ArrayValue.array(leaf);
      }
      names.put(operand.name(), value);
    }
    FormulaEvaluator formulas = new FormulaEvaluator(RowHost.INSTANCE, RowHost.INSTANCE);
    try {
      return metric == null ? evaluate(formulas, names) : evaluate(metric, formulas, names);
    } catch (ScriptSyntaxException e) {
      throw e;
    } catch (ScriptException e) {
      throw e.withoutPlace();
    }
  }

  private Expr evaluate(FormulaEvaluator formulas, Map<String, Value> names) {
    Script parsed = script;
    if (parsed == null) {
      parsed = ScriptParser.parse("expression", text);
      script = parsed;
    }
    Value value = formulas.evaluate(parsed, names);
    if (value instanceof ArrayValue array) {
      return array.expr();
    }
    if (value instanceof Value.Scalar scalar) {
      return scalar.scalar().as(scalar.scalar().defaultDType());
    }
    throw NDArrayException.of(
        ErrorCode.VALUE, "Cannot use a value of type '%s' in a table", value.typeName());
  }

  private static Expr evaluate(Metric metric, FormulaEvaluator formulas, Map<String, Value> names) {
    Map<String, Value> parameters = new HashMap<>(names);
    parameters.remove("a");
    parameters.remove("b");
    Value a = names.getOrDefault("a", Value.NONE);
    Value b = names.getOrDefault("b", Value.NONE);
    if (!(a instanceof ArrayValue left) || !(b instanceof ArrayValue right)) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "no vectors");
    }
    if (!left.expr().shape().equals(right.expr().shape())) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "vectors must have the same length, not %d and %d",
          left.expr().shape().size(),
          right.expr().shape().size());
    }
    return MetricCall.of(metric, parameters)
        .vectors(left.expr(), right.expr(), formulas.environment());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowProgram program
        && program.metric == metric
        && program.text.equals(text)
        && program.operands.equals(operands);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + operands.hashCode();
  }
}
