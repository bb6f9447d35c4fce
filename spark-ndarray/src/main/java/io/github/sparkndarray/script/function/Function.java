package io.github.sparkndarray.script.function;

import io.github.sparkndarray.script.value.Arguments;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Signature;
import io.github.sparkndarray.script.value.Value;
import java.util.Set;

/**
 * One row of the language: a function and where it is found.
 *
 * @param name without a module
 * @param places where the language has it under this name
 * @param signature its parameters; of a method, the first is the object
 * @param body what it does
 */
record Function(String name, Set<Place> places, Signature signature, Body body)
    implements Value.Callable {

  /** Where a function is found. */
  enum Place {
    /** {@code f(…)}. */
    BUILTIN,
    /** {@code np.f(…)}. */
    NUMPY,
    /** {@code np.random.f(…)}. */
    NUMPY_RANDOM,
    /** {@code np.linalg.f(…)}. */
    NUMPY_LINALG,
    /** {@code nd.f(…)}. */
    SPARK_NDARRAY,
    /** {@code x.f(…)} of an array {@code x}. */
    ARRAY_METHOD,
    /** {@code z.f(…)} of the arrays {@code z} in an npz file. */
    ARCHIVE_METHOD,
    /** {@code np.add.f(…)} of an elementwise function. */
    UFUNC_METHOD,
    /** {@code s.f(…)} of a string {@code s}. */
    TEXT_METHOD,
    /** {@code rng.f(…)} of a random number generator. */
    GENERATOR_METHOD
  }

  /** What a function does with its arguments. */
  interface Body {
    Value call(BoundArguments arguments);
  }

  /** A row, with the signature in Python's spelling; see {@link Signature#parse}. */
  static Function of(String name, String signature, Body body, Place... places) {
    return new Function(name, Set.of(places), Signature.parse(signature), body);
  }

  @Override
  public String typeName() {
    return body instanceof UfuncCall.Ufunc ? "numpy.ufunc" : "builtin_function_or_method";
  }

  @Override
  public Value call(Arguments arguments, Environment environment) {
    return body.call(signature.bind(name, arguments, environment));
  }

  /** This function as a method of a value. */
  Value.Callable boundTo(Value self) {
    return new Method(self, this);
  }

  record Method(Value self, Function function) implements Value.Callable {
    @Override
    public String name() {
      return function.name;
    }

    @Override
    public Value call(Arguments arguments, Environment environment) {
      return function.call(arguments.after(self), environment);
    }
  }
}
