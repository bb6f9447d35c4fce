package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.Arguments;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * {@code np.random.rand} and its kin: a generator's methods on the one generator that a script
 * shares, which {@code np.random.seed} begins anew. It is no Mersenne Twister: of that no numbers
 * can be made out of order.
 */
final class LegacyRandomFunctions {
  private static final BigInteger SEEDS = BigInteger.ONE.shiftLeft(32);

  private LegacyRandomFunctions() {}

  static List<Function> rows() {
    return List.of(
        row("seed", "seed=None", LegacyRandomFunctions::seed),
        row("rand", "*dims", a -> shaped(a, "random")),
        row("randn", "*dims", a -> shaped(a, "standard_normal")),
        shared("random_sample", "random", "size=None"),
        shared("randint", "integers", "low, high=None, size=None, dtype=None"),
        shared("uniform", "uniform", "low=0.0, high=1.0, size=None"),
        shared("normal", "normal", "loc=0.0, scale=1.0, size=None"),
        shared("standard_normal", "standard_normal", "size=None"),
        shared("exponential", "exponential", "scale=1.0, size=None"),
        shared("standard_exponential", "standard_exponential", "size=None"),
        shared("choice", "choice", "a, size=None, replace=True, p=None"),
        shared("permutation", "permutation", "x"),
        shared("shuffle", "shuffle", "x"));
  }

  private static Function row(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY_RANDOM);
  }

  /** A function whose parameters are the first ones of a generator's method. */
  private static Function shared(String name, String method, String signature) {
    List<String> parameters =
        Stream.of(signature.split(", ", -1)).map(each -> each.split("=", -1)[0]).toList();
    return row(name, signature, a -> drawn(a, method, parameters.stream().map(a::value).toList()));
  }

  private static Value shaped(BoundArguments a, String method) {
    List<Value> dims = a.rest("dims");
    return drawn(a, method, List.of(dims.isEmpty() ? Value.NONE : Value.Sequence.tuple(dims)));
  }

  private static Value drawn(BoundArguments a, String method, List<Value> arguments) {
    List<Value> all = new ArrayList<>();
    all.add(a.environment().random().stream(a.environment().host()));
    all.addAll(arguments);
    return Objects.requireNonNull((Function) Language.words(Place.GENERATOR_METHOD).get(method))
        .call(new Arguments(all, Map.of()), a.environment());
  }

  private static Value seed(BoundArguments a) {
    if (a.isNone("seed")) {
      a.environment().random().begin(a.environment().host().entropy());
      return Value.NONE;
    }
    if (a.value("seed") instanceof Value.Scalar given && !given.scalar().isIntegral()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast scalar from dtype('%s') to dtype('int64') according to the rule 'safe'",
          given.scalar().defaultDType());
    }
    List<BigInteger> seeds =
        a.value("seed") instanceof Value.Sequence several
            ? several.items().stream().map(each -> seed(each, a)).toList()
            : List.of(seed(a.value("seed"), a));
    a.environment().random().begin(seeds.toArray(BigInteger[]::new));
    return Value.NONE;
  }

  private static BigInteger seed(Value given, BoundArguments a) {
    BigInteger seed =
        given instanceof Value.Scalar scalar && scalar.scalar().isIntegral()
            ? scalar.scalar().whole()
            : BigInteger.valueOf(Conversions.toInteger(given, a.environment()));
    if (seed.signum() < 0 || seed.compareTo(SEEDS) >= 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Seed must be between 0 and 2**32 - 1");
    }
    return seed;
  }
}
