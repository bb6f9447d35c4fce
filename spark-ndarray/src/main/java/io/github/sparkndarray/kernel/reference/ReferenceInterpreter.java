package io.github.sparkndarray.kernel.reference;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.PartialSelections;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates a nest's bodies anew at every point, as their definition says. Slow, and meant to be
 * obviously right. Floating sums are those of exact arithmetic, rounded once.
 */
public final class ReferenceInterpreter implements BlockKernel {
  private final LoopNest nest;

  public ReferenceInterpreter(LoopNest nest) {
    this.nest = nest;
  }

  @Override
  public void map(Box block, List<ArrayRegion> inputs, List<ByteBuffer> outputs) {
    int rank = nest.parallelRank();
    for (int output = 0; output < outputs.size(); output++) {
      ByteBuffer to = outputs.get(output).slice().order(ByteOrder.LITTLE_ENDIAN);
      Scalar body = nest.outputs().get(output).body();
      long[] point = new long[nest.axes().size()];
      for (long position = 0; position < block.shape().size(); position++) {
        place(point, block, 0, rank, position);
        put(to, body.dtype(), evaluate(body, point, inputs));
      }
    }
  }

  @Override
  public List<Partial> reduce(Box block, List<ArrayRegion> inputs) {
    List<Partial> partials = new ArrayList<>();
    for (Output output : nest.outputs()) {
      partials.add(
          output.reducing().isWide()
              ? reduceWide(output, block, inputs)
              : reduce(output, block, inputs));
    }
    return partials;
  }

  private Partial reduceWide(Output output, Box block, List<ArrayRegion> inputs) {
    int slotAxis = nest.parallelRank() - 1;
    int slots = output.slots();
    Reduction reduction = output.reducing();
    Shape states = Shape.of(Arrays.copyOf(block.shape().extents(), slotAxis + 1));
    DType kept = reduction == Reduction.BINCOUNT ? DType.INT64 : output.body().dtype();
    HostArray values = HostArray.allocate(kept, states);
    HostArray places = HostArray.allocate(DType.INT64, states);
    ByteBuffer toValues = values.writableBuffer();
    ByteBuffer toPlaces = places.writableBuffer();
    for (long state = 0; state < states.size() / slots; state++) {
      Accumulator accumulator = accumulate(output, block, inputs, slotAxis, state);
      List<Number> best = accumulator.slots(slots);
      List<Long> at = accumulator.positions(slots);
      for (int slot = 0; slot < slots; slot++) {
        put(toValues, kept, slot < best.size() ? best.get(slot) : (Number) 0L);
        toPlaces.putLong(slot < at.size() ? at.get(slot) : PartialSelections.NONE);
      }
    }
    return new Partial(
        reduction,
        output.body().dtype(),
        reduction.isSelection() ? List.of(values, places) : List.of(values));
  }

  /** Reduces a block's body for one of its parallel points, given by its C-ordered position. */
  private Accumulator accumulate(
      Output output, Box block, List<ArrayRegion> inputs, int parallelRank, long state) {
    int first = nest.parallelRank();
    int rank = first + nest.reducedRank();
    Shape reduced = Shape.of(Arrays.copyOfRange(block.shape().extents(), first, rank));
    long[] point = new long[nest.axes().size()];
    place(point, block, 0, parallelRank, state);
    Accumulator accumulator = new Accumulator(output.reducing(), output.body().dtype());
    for (long position = 0; position < reduced.size(); position++) {
      place(point, block, first, rank, position);
      accumulator.add(evaluate(output.body(), point, inputs), globalPosition(point));
    }
    return accumulator;
  }

  private Partial reduce(Output output, Box block, List<ArrayRegion> inputs) {
    int parallelRank = nest.parallelRank();
    Shape parallel = Shape.of(Arrays.copyOf(block.shape().extents(), parallelRank));
    Reduction reduction = output.reducing();
    DType dtype = output.body().dtype();
    if (reduction == Reduction.SQUARED_DEVIATIONS) {
      return reduceDeviations(output, block, inputs, parallel);
    }
    boolean realSum = reduction == Reduction.SUM && dtype.isFloat();
    boolean wider = dtype.isFloat() && (realSum || reduction == Reduction.PROD);
    HostArray values = HostArray.allocate(wider ? DType.FLOAT64 : dtype, parallel);
    HostArray rest = HostArray.allocate(DType.INT64, parallel);
    ByteBuffer toValues = values.writableBuffer();
    ByteBuffer toRest = rest.writableBuffer();
    for (long state = 0; state < parallel.size(); state++) {
      Accumulator accumulator = accumulate(output, block, inputs, parallelRank, state);
      put(toValues, values.dtype(), accumulator.value());
      toRest.putLong(realSum ? 0 : accumulator.position());
    }
    if (realSum) {
      return new Partial(
          reduction, dtype, List.of(values, HostArray.wrap(DType.FLOAT64, parallel, rest.bytes())));
    }
    return new Partial(
        reduction, dtype, reduction.isPosition() ? List.of(values, rest) : List.of(values));
  }

  private Partial reduceDeviations(
      Output output, Box block, List<ArrayRegion> inputs, Shape parallel) {
    List<HostArray> state = new ArrayList<>();
    List<ByteBuffer> to = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      state.add(HostArray.allocate(DType.FLOAT64, parallel));
      to.add(state.get(i).writableBuffer());
    }
    for (long i = 0; i < parallel.size(); i++) {
      Accumulator accumulator = accumulate(output, block, inputs, nest.parallelRank(), i);
      to.get(0).putDouble(accumulator.value().doubleValue());
      to.get(1).putDouble(accumulator.mean());
      to.get(3).putDouble(accumulator.count());
    }
    return new Partial(output.reducing(), output.body().dtype(), state);
  }

  /** Sets the indices along some axes to those of a C-ordered position within the block. */
  private static void place(long[] point, Box block, int from, int to, long position) {
    long rest = position;
    for (int axis = to - 1; axis >= from; axis--) {
      point[axis] = block.origin(axis) + rest % block.extent(axis);
      rest /= block.extent(axis);
    }
  }

  private long globalPosition(long[] point) {
    long position = 0;
    for (int axis = nest.parallelRank(); axis < nest.parallelRank() + nest.reducedRank(); axis++) {
      position = position * nest.axes().get(axis).extent() + point[axis];
    }
    return position;
  }

  /** A value at a point: a Double for floating dtypes, a Long for all others. */
  private Number evaluate(Scalar scalar, long[] point, List<ArrayRegion> inputs) {
    if (scalar instanceof Scalar.Load load) {
      return load(nest.operands().get(load.operand()), point, inputs);
    }
    if (scalar instanceof Scalar.Value value) {
      return switch (value.dtype()) {
        case FLOAT64 -> value.real();
        case FLOAT32 -> (double) (float) value.real();
        default -> value.integer();
      };
    }
    if (scalar instanceof Scalar.Cast cast) {
      Scalar input = cast.inputs().get(0);
      return cast(input.dtype(), cast.dtype(), evaluate(input, point, inputs));
    }
    if (scalar instanceof Scalar.Inner inner) {
      return inner(inner, point, inputs);
    }
    return apply((Scalar.Apply) scalar, point, inputs);
  }

  private Number inner(Scalar.Inner inner, long[] point, List<ArrayRegion> inputs) {
    Scalar body = inner.inputs().get(0);
    Accumulator accumulator = new Accumulator(inner.reduction(), body.dtype());
    int[] axes = inner.axes();
    long count = 1;
    for (int axis : axes) {
      count *= nest.axes().get(axis).extent();
    }
    long[] inside = point.clone();
    for (long position = 0; position < count; position++) {
      long rest = position;
      for (int i = axes.length - 1; i >= 0; i--) {
        long extent = nest.axes().get(axes[i]).extent();
        inside[axes[i]] = rest % extent;
        rest /= extent;
      }
      accumulator.add(evaluate(body, inside, inputs), position);
    }
    if (inner.reduction().isPosition()) {
      return accumulator.position();
    }
    Number value = accumulator.value();
    return inner.dtype() == DType.FLOAT32 ? (Number) (double) (float) value.doubleValue() : value;
  }

  private Number apply(Scalar.Apply apply, long[] point, List<ArrayRegion> inputs) {
    Operator operator = apply.operator();
    List<Number> values = new ArrayList<>();
    for (Scalar argument : apply.inputs()) {
      values.add(evaluate(argument, point, inputs));
    }
    if (operator == Operator.WHERE) {
      return values.get(0).longValue() != 0 ? values.get(1) : values.get(2);
    }
    DType compute = apply.inputs().get(0).dtype();
    Number a = values.get(0);
    Number b = values.size() > 1 ? values.get(1) : a;
    return switch (operator) {
      case GREATER -> compare(Operator.LESS, compute, b, a);
      case GREATER_EQUAL -> compare(Operator.LESS_EQUAL, compute, b, a);
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL -> compare(operator, compute, a, b);
      case ISNAN -> Double.isNaN(a.doubleValue()) ? 1L : 0L;
      case ISINF -> Double.isInfinite(a.doubleValue()) ? 1L : 0L;
      case SIGNBIT -> Double.doubleToRawLongBits(a.doubleValue()) < 0 ? 1L : 0L;
      case ISFINITE -> Double.isFinite(a.doubleValue()) ? 1L : 0L;
      default -> compute(apply, compute, a, b);
    };
  }

  private static Number compute(Scalar.Apply apply, DType compute, Number a, Number b) {
    Operator operator = apply.operator();
    if (compute.isFloat()) {
      if (operator == Operator.POWER && apply.inputs().get(1) instanceof Scalar.Value exponent) {
        // NumPy's array ** scalar.
        if (exponent.real() == 0.5) {
          return NumpyScalars.real(Operator.SQRT, compute, a.doubleValue(), 0);
        }
        if (exponent.real() == 2) {
          return NumpyScalars.real(Operator.SQUARE, compute, a.doubleValue(), 0);
        }
        if (exponent.real() == -1) {
          return NumpyScalars.real(Operator.DIVIDE, compute, 1, a.doubleValue());
        }
      }
      return NumpyScalars.real(operator, compute, a.doubleValue(), b.doubleValue());
    }
    if (compute == DType.BOOL) {
      return NumpyScalars.bool(operator, a.longValue() != 0, b.longValue() != 0) ? 1L : 0L;
    }
    return NumpyScalars.integer(operator, compute, a.longValue(), b.longValue());
  }

  private static Number compare(Operator operator, DType compute, Number a, Number b) {
    boolean less =
        compute.isFloat() ? a.doubleValue() < b.doubleValue() : a.longValue() < b.longValue();
    boolean equal =
        compute.isFloat() ? a.doubleValue() == b.doubleValue() : a.longValue() == b.longValue();
    return NumpyScalars.compare(operator, less, equal) ? 1L : 0L;
  }

  private static Number cast(DType from, DType to, Number x) {
    boolean real = x instanceof Double;
    if (from == DType.UINT64 && to.isFloat()) {
      BigDecimal exact = new BigDecimal(Long.toUnsignedString(x.longValue()));
      return to == DType.FLOAT64 ? exact.doubleValue() : (double) exact.floatValue();
    }
    return switch (to) {
      case FLOAT64 -> x.doubleValue();
      case FLOAT32 -> (double) (real ? (float) x.doubleValue() : (float) x.longValue());
      case BOOL -> (real ? x.doubleValue() != 0 : x.longValue() != 0) ? 1L : 0L;
      default -> to.wrap(real ? NumpyScalars.truncate(to, x.doubleValue()) : x.longValue());
    };
  }

  private static Number load(KernelOperand operand, long[] point, List<ArrayRegion> inputs) {
    if (operand instanceof KernelOperand.Generated generated) {
      return generate(generated, point);
    }
    ArrayRegion region = inputs.get(((KernelOperand.Memory) operand).input());
    long[] strides = region.box().shape().strides();
    long position = 0;
    for (int d = 0; d < strides.length; d++) {
      position += (operand.map().sourceIndex(d, point) - region.box().origin(d)) * strides[d];
    }
    ByteBuffer data = region.data().slice().order(ByteOrder.LITTLE_ENDIAN);
    int at = Math.toIntExact(position * operand.dtype().itemSize());
    return switch (operand.dtype()) {
      case FLOAT64 -> data.getDouble(at);
      case FLOAT32 -> (double) data.getFloat(at);
      case INT64 -> data.getLong(at);
      case INT32 -> (long) data.getInt(at);
      case BOOL -> data.get(at) != 0 ? 1L : 0L;
      case INT8 -> (long) data.get(at);
      case UINT8 -> (long) Byte.toUnsignedInt(data.get(at));
      case INT16 -> (long) data.getShort(at);
      case UINT16 -> (long) Short.toUnsignedInt(data.getShort(at));
      case UINT32 -> Integer.toUnsignedLong(data.getInt(at));
      case UINT64 -> data.getLong(at);
      case COMPLEX64, COMPLEX128 ->
          throw new IllegalStateException(operand.dtype() + " is read as its parts");
    };
  }

  private static Number generate(KernelOperand.Generated generated, long[] point) {
    long[] strides = generated.shape().strides();
    long position = 0;
    for (int d = 0; d < strides.length; d++) {
      position += generated.map().sourceIndex(d, point) * strides[d];
    }
    Generator generator = generated.generator();
    boolean narrow = generator.dtype() == DType.FLOAT32;
    if (generator instanceof Generator.IntegerRange range) {
      return cast(DType.INT64, range.dtype(), range.start() + range.step() * position);
    }
    if (generator instanceof Generator.RealRange range) {
      return narrow
          ? (double) ((float) range.start() + position * (float) range.step())
          : range.start() + position * range.step();
    }
    if (generator instanceof Generator.Linspace linspace) {
      boolean last =
          linspace.endpoint() && linspace.count() > 1 && position == linspace.count() - 1;
      double value = last ? linspace.stop() : position * linspace.step() + linspace.start();
      return narrow ? (double) (float) value : value;
    }
    if (generator instanceof Generator.PcgFloats floats) {
      return (double) ReferenceRandom.draw(floats, position);
    }
    return generator instanceof Generator.SplitMix splitMix
        ? ReferenceRandom.draw(splitMix, position)
        : ReferenceRandom.draw((Generator.Pcg) generator, position);
  }

  private static void put(ByteBuffer to, DType dtype, Number value) {
    switch (dtype) {
      case FLOAT64 -> to.putDouble(value.doubleValue());
      case FLOAT32 -> to.putFloat((float) value.doubleValue());
      case INT64, UINT64 -> to.putLong(value.longValue());
      case INT32, UINT32 -> to.putInt((int) value.longValue());
      case INT16, UINT16 -> to.putShort((short) value.longValue());
      case BOOL, INT8, UINT8 -> to.put((byte) value.longValue());
      case COMPLEX64, COMPLEX128 ->
          throw new IllegalStateException(dtype + " is stored as its parts");
    }
  }
}
