package io.github.sparkndarray.script.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.execution.shuffle.LocalShuffle;
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
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.random.Pcg64;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Values of small expressions, element by element. */
final class DirectEvaluator {
  private final Map<Expr, HostArray> known = new IdentityHashMap<>();

  HostArray evaluate(Expr expr) {
    HostArray value = known.get(expr);
    if (value == null) {
      value = compute(expr);
      known.put(expr, value);
    }
    return value;
  }

  private HostArray compute(Expr expr) {
    if (expr instanceof Literal literal) {
      return literal.values();
    }
    if (expr instanceof Constant constant) {
      return fill(expr, i -> constant.real(), i -> constant.integer());
    }
    if (expr instanceof Generated generated) {
      return generate(generated);
    }
    if (expr instanceof View view) {
      return view(view);
    }
    if (expr instanceof Convert convert) {
      HostArray input = evaluate(convert.input());
      return fill(
          expr,
          input::getDouble,
          i -> expr.dtype() == DType.BOOL ? (input.getBoolean(i) ? 1 : 0) : toLong(input, i));
    }
    if (expr instanceof Hint || expr instanceof Rechunk || expr instanceof Persist) {
      return evaluate(expr.inputs().get(0));
    }
    if (expr instanceof Shuffled shuffled) {
      return LocalShuffle.compute(
          shuffled,
          shuffled.inputs().stream().map(this::evaluate).toList(),
          PlanSettings.DEFAULT.reducedElements());
    }
    if (expr instanceof Elementwise elementwise) {
      return elementwise(elementwise);
    }
    if (expr instanceof Reduce reduce) {
      return reduce(reduce);
    }
    throw new IllegalArgumentException("no value of " + expr);
  }

  private static long toLong(HostArray array, int i) {
    return array.dtype().isFloat() ? (long) array.getDouble(i) : array.getLong(i);
  }

  private static HostArray fill(Expr like, IntToDoubleFunction real, IntToLongFunction integer) {
    HostArray array = HostArray.allocate(like.dtype(), like.shape());
    ByteBuffer buffer = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      switch (like.dtype()) {
        case BOOL -> buffer.put((byte) (integer.applyAsLong(i) != 0 ? 1 : 0));
        case INT32 -> buffer.putInt((int) integer.applyAsLong(i));
        case INT64 -> buffer.putLong(integer.applyAsLong(i));
        case FLOAT32 -> buffer.putFloat((float) real.applyAsDouble(i));
        case FLOAT64 -> buffer.putDouble(real.applyAsDouble(i));
        default -> throw new IllegalArgumentException(like.dtype().toString());
      }
    }
    return array;
  }

  private static HostArray generate(Generated generated) {
    Generator generator = generated.generator();
    if (generator instanceof Generator.IntegerRange range) {
      return fill(generated, i -> 0, i -> range.start() + range.step() * i);
    }
    if (generator instanceof Generator.RealRange range) {
      boolean single = range.dtype() == DType.FLOAT32;
      return fill(
          generated,
          i ->
              single
                  ? (float) range.start() + i * (float) range.step()
                  : range.start() + range.step() * i,
          i -> 0);
    }
    if (generator instanceof Generator.Linspace line) {
      return fill(
          generated,
          i ->
              line.endpoint() && i == line.count() - 1
                  ? line.stop()
                  : i * line.step() + line.start(),
          i -> 0);
    }
    double[] numbers = new double[(int) generated.shape().size()];
    if (generator instanceof Generator.SplitMix splitMix) {
      SplittableRandom random = new SplittableRandom(splitMix.seed());
      Arrays.setAll(numbers, i -> random.nextDouble());
      return fill(generated, i -> numbers[i], i -> 0);
    }
    if (generator instanceof Generator.PcgFloats floats) {
      Pcg64.Stream words = stream(floats.words());
      return fill(
          generated,
          i -> {
            int half = floats.hasFirst() ? i - 1 : i;
            return Generator.PcgFloats.number(
                half < 0 ? floats.first() : (int) (words.word(half / 2) >>> 32 * (half % 2)));
          },
          i -> 0);
    }
    stream((Generator.Pcg) generator).fillDouble(0, numbers, 0, numbers.length);
    return fill(generated, i -> numbers[i], i -> 0);
  }

  private static Pcg64.Stream stream(Generator.Pcg state) {
    return new Pcg64(
            state.stateHigh(), state.stateLow(), state.incrementHigh(), state.incrementLow())
        .stream();
  }

  private HostArray view(View view) {
    HostArray base = evaluate(view.base());
    IndexMap map = view.map();
    long[] strides = base.shape().strides();
    IntToLongFunction position =
        i -> {
          long[] index = index(i, view.shape());
          long at = 0;
          for (int d = 0; d < map.sourceRank(); d++) {
            at += map.sourceIndex(d, index) * strides[d];
          }
          return at;
        };
    return fill(
        view,
        i -> base.getDouble((int) position.applyAsLong(i)),
        i -> toLong(base, (int) position.applyAsLong(i)));
  }

  private static long[] index(int position, Shape shape) {
    long[] index = new long[shape.rank()];
    long rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.extent(axis);
      rest /= shape.extent(axis);
    }
    return index;
  }

  private HostArray elementwise(Elementwise node) {
    List<HostArray> in = node.arguments().stream().map(this::evaluate).toList();
    Operator operator = node.operator();
    boolean reals = in.get(in.size() - 1).dtype().isFloat();
    boolean single = in.get(in.size() - 1).dtype() == DType.FLOAT32;
    return fill(
        node,
        i -> {
          double value = real(operator, in, i);
          return single ? (float) value : value;
        },
        i -> reals ? (long) real(operator, in, i) : integer(operator, in, i));
  }

  private static double real(Operator operator, List<HostArray> in, int i) {
    double a = in.get(0).getDouble(i);
    double b = in.size() > 1 ? in.get(1).getDouble(i) : 0;
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case FLOOR_DIVIDE -> Math.floor(a / b);
      case REMAINDER -> a - b * Math.floor(a / b);
      case POWER -> Math.pow(a, b);
      case NEGATIVE -> -a;
      case POSITIVE -> a;
      case EQUAL -> a == b ? 1 : 0;
      case NOT_EQUAL -> a != b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
      case ABSOLUTE -> Math.abs(a);
      case SQRT -> Math.sqrt(a);
      case SQUARE -> a * a;
      case CBRT -> Math.cbrt(a);
      case EXP -> Math.exp(a);
      case EXPM1 -> Math.expm1(a);
      case LOG -> Math.log(a);
      case LOG1P -> Math.log1p(a);
      case LOG2 -> Math.log(a) / Math.log(2);
      case LOG10 -> Math.log10(a);
      case SIN -> Math.sin(a);
      case COS -> Math.cos(a);
      case TAN -> Math.tan(a);
      case SINH -> Math.sinh(a);
      case COSH -> Math.cosh(a);
      case TANH -> Math.tanh(a);
      case ARCSIN -> Math.asin(a);
      case ARCCOS -> Math.acos(a);
      case ARCTAN -> Math.atan(a);
      case ARCTAN2 -> Math.atan2(a, b);
      case HYPOT -> Math.hypot(a, b);
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
      case WHERE -> in.get(0).getBoolean(i) ? b : in.get(2).getDouble(i);
      case ISNAN -> Double.isNaN(a) ? 1 : 0;
      case ISFINITE -> Double.isFinite(a) ? 1 : 0;
      default -> throw new IllegalArgumentException(operator + " of floats");
    };
  }

  private static long integer(Operator operator, List<HostArray> in, int i) {
    boolean bools = in.get(in.size() - 1).dtype() == DType.BOOL;
    long a = toLong(in.get(0), i);
    long b = in.size() > 1 ? toLong(in.get(1), i) : 0;
    return switch (operator) {
      case ADD -> bools ? a | b : a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case FLOOR_DIVIDE -> b == 0 ? 0 : Math.floorDiv(a, b);
      case REMAINDER -> b == 0 ? 0 : Math.floorMod(a, b);
      case POWER -> (long) Math.pow(a, b);
      case NEGATIVE -> -a;
      case INVERT -> bools ? 1 - a : ~a;
      case BITWISE_AND -> a & b;
      case BITWISE_OR -> a | b;
      case BITWISE_XOR -> a ^ b;
      case EQUAL -> a == b ? 1 : 0;
      case NOT_EQUAL -> a != b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
      case ABSOLUTE -> Math.abs(a);
      case SQUARE -> a * a;
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
      case POSITIVE, FLOOR, CEIL -> a;
      case WHERE -> a != 0 ? b : toLong(in.get(2), i);
      default -> throw new IllegalArgumentException(operator + " of integers");
    };
  }

  private HostArray reduce(Reduce node) {
    HostArray input = evaluate(node.input());
    int size = (int) node.shape().size();
    double[] reals = new double[size];
    long[] longs = new long[size];
    boolean[] seen = new boolean[size];
    long[] counts = new long[size];
    boolean isProduct = node.reduction() == Reduction.PROD;
    java.util.Arrays.fill(longs, isProduct || node.reduction() == Reduction.ALL ? 1 : 0);
    java.util.Arrays.fill(reals, isProduct ? 1 : 0);
    long[] strides = node.shape().strides();
    List<Integer> reduced = java.util.Arrays.stream(node.axes()).boxed().toList();
    for (int i = 0; i < input.size(); i++) {
      long[] index = index(i, input.shape());
      int to = 0;
      int target = 0;
      for (int axis = 0; axis < index.length; axis++) {
        if (!reduced.contains(axis)) {
          to += (int) (index[axis] * strides[target++]);
        }
      }
      double value = input.getDouble(i);
      long integer = toLong(input, i);
      boolean first = !seen[to];
      seen[to] = true;
      switch (node.reduction()) {
        case SUM -> {
          reals[to] += value;
          longs[to] += integer;
        }
        case PROD -> {
          reals[to] *= value;
          longs[to] *= integer;
        }
        case MIN -> {
          reals[to] = first ? value : Math.min(reals[to], value);
          longs[to] = first ? integer : Math.min(longs[to], integer);
        }
        case MAX -> {
          reals[to] = first ? value : Math.max(reals[to], value);
          longs[to] = first ? integer : Math.max(longs[to], integer);
        }
        case ARGMIN, ARGMAX -> {
          boolean better =
              node.reduction() == Reduction.ARGMIN ? value < reals[to] : value > reals[to];
          if (first || better) {
            reals[to] = value;
            longs[to] = counts[to];
          }
          counts[to]++;
        }
        case ANY -> longs[to] |= integer;
        case ALL -> longs[to] &= integer;
      }
    }
    return fill(node, i -> reals[i], i -> longs[i]);
  }
}
