package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.RandomStream;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** {@code np.random}: arrays whose numbers are fixed when they are made, and drawn when needed. */
final class RandomFunctions {
  private RandomFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of("random", "size=None", RandomFunctions::drawAny, Place.NUMPY_RANDOM),
        Function.of("default_rng", "seed=None", RandomFunctions::defaultRng, Place.NUMPY_RANDOM),
        Function.of(
            "random",
            "self, size=None, dtype=None, !out=None",
            RandomFunctions::drawNext,
            Place.GENERATOR_METHOD));
  }

  /** Without a seed, numbers that no other function draws. */
  private static Value drawAny(BoundArguments a) {
    return a.environment().random().isBegun()
        ? draw(a, a.environment().random().stream(a.environment().host())::advance)
        : draw(a, count -> new Generator.SplitMix(entropy(a).longValue()));
  }

  private static Value defaultRng(BoundArguments a) {
    if (a.isNone("seed")) {
      return RandomStream.seeded(entropy(a));
    }
    if (a.value("seed") instanceof RandomStream stream) {
      return stream;
    }
    List<BigInteger> seeds = new ArrayList<>();
    collect(a.value("seed"), seeds, a.environment());
    return RandomStream.seeded(seeds.toArray(BigInteger[]::new));
  }

  /** The numbers of a seed: one, or all of nested lists or of an array. */
  private static void collect(Value seed, List<BigInteger> into, Environment environment) {
    if (seed instanceof Value.Sequence list) {
      list.items().forEach(item -> collect(item, into, environment));
      return;
    }
    if (seed instanceof Value.Scalar number) {
      into.add(checked(number.scalar()));
      return;
    }
    if (!(seed instanceof ArrayValue array)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "SeedSequence expects int or sequence of ints for entropy not %s",
          seed instanceof Value.Text text ? text.text() : seed.typeName());
    }
    HostArray values = environment.compute(array.expr());
    for (int i = 0; i < values.size(); i++) {
      into.add(checked(Conversions.element(values, i)));
    }
  }

  private static BigInteger checked(PythonScalar seed) {
    if (!seed.isIntegral()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "seed must be integer");
    }
    BigInteger value = seed.whole();
    if (value.signum() < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "expected non-negative integer");
    }
    return value;
  }

  private static BigInteger entropy(BoundArguments a) {
    return a.environment().host().entropy();
  }

  private static Value drawNext(BoundArguments a) {
    RandomStream stream = (RandomStream) a.value("self");
    return draw(a, dtype(a, "random") == DType.FLOAT32 ? stream::advanceFloats : stream::advance);
  }

  /**
   * The dtype of numbers that a method draws: float64 unless a call says otherwise.
   *
   * @throws NDArrayException in NumPy's words for what is no dtype of real numbers
   */
  static DType dtype(BoundArguments a, String method) {
    DType dtype = a.dtype("dtype").orElse(DType.FLOAT64);
    if (!dtype.isFloat()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "Unsupported dtype dtype('%s') for %s", dtype, method);
    }
    return dtype;
  }

  private static Value draw(BoundArguments a, LongFunction<Generator> drawing) {
    boolean single = a.isNone("size");
    Shape shape = single ? Shape.SCALAR : a.shape("size");
    Expr numbers = new Generated(drawing.apply(shape.size()), shape);
    // One number is a Python float, as in NumPy.
    return single
        ? Value.of(a.environment().compute(numbers).getDouble(0))
        : ArrayValue.array(numbers);
  }
}
