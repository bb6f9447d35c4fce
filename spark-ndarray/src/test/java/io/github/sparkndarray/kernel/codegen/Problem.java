package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** A nest with its inputs, put together axis by axis. */
final class Problem {
  private final List<Axis> axes = new ArrayList<>();
  private final List<HostArray> inputs = new ArrayList<>();
  private final List<KernelOperand> operands = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private int slots = 1;

  Problem parallel(long... extents) {
    return axes(Axis.Role.PARALLEL, extents);
  }

  Problem reduced(long... extents) {
    return axes(Axis.Role.REDUCED, extents);
  }

  Problem slots(int count) {
    slots = count;
    return axes(Axis.Role.SLOT, count);
  }

  Problem inner(long... extents) {
    return axes(Axis.Role.INNER, extents);
  }

  private Problem axes(Axis.Role role, long... extents) {
    for (long extent : extents) {
      axes.add(new Axis(role, extent));
    }
    return this;
  }

  private Shape space() {
    return Shape.of(axes.stream().mapToLong(Axis::extent).toArray());
  }

  /** Reads a new input along some axes, in that order. */
  Scalar load(HostArray input, int... along) {
    inputs.add(input);
    return again(inputs.size() - 1, along);
  }

  /** Reads a known input along other axes. */
  Scalar again(int input, int... along) {
    long[] start = new long[along.length];
    long[] step = new long[along.length];
    java.util.Arrays.fill(step, 1);
    return strided(input, along, start, step);
  }

  Scalar strided(HostArray input, int[] along, long[] start, long[] step) {
    inputs.add(input);
    return strided(inputs.size() - 1, along, start, step);
  }

  private Scalar strided(int input, int[] along, long[] start, long[] step) {
    DType dtype = inputs.get(input).dtype();
    operands.add(new KernelOperand.Memory(input, dtype, IndexMap.of(space(), along, start, step)));
    return new Scalar.Load(operands.size() - 1, dtype);
  }

  Scalar generate(Generator generator, Shape shape, int... along) {
    long[] step = new long[along.length];
    java.util.Arrays.fill(step, 1);
    operands.add(
        new KernelOperand.Generated(
            generator, shape, IndexMap.of(space(), along, new long[along.length], step)));
    return new Scalar.Load(operands.size() - 1, generator.dtype());
  }

  Problem output(Scalar body) {
    outputs.add(new Output(null, body));
    return this;
  }

  Problem output(Reduction reduction, Scalar body) {
    DType dtype = reduction.inputDType(body.dtype());
    Scalar converted = dtype == body.dtype() ? body : new Scalar.Cast(dtype, body);
    outputs.add(new Output(reduction, converted, slots));
    return this;
  }

  LoopNest nest() {
    return new LoopNest(axes, inputs.size(), operands, outputs);
  }

  List<HostArray> inputs() {
    return inputs;
  }

  static Scalar apply(Operator operator, Scalar... arguments) {
    Scalar last = arguments[arguments.length - 1];
    return new Scalar.Apply(
        operator, operator.typeRule().resultDType(last.dtype()), List.of(arguments));
  }

  static Scalar inner(Reduction reduction, Scalar input, int... axes) {
    DType dtype = reduction.inputDType(input.dtype());
    return new Scalar.Inner(
        reduction, axes, dtype == input.dtype() ? input : new Scalar.Cast(dtype, input));
  }

  static Scalar value(double value) {
    return new Scalar.Value(DType.FLOAT64, value, (long) value);
  }

  static Scalar value(DType dtype, double value) {
    return new Scalar.Value(dtype, value, (long) value);
  }
}
