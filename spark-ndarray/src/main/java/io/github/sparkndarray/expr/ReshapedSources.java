package io.github.sparkndarray.expr;

import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reshapes elementwise work by reshaping all that it reads, where that lies in C order under any
 * shape: a file, an array on the driver, numbers made from their positions. Nothing is moved then.
 */
final class ReshapedSources {
  /** Deeper work is reshaped as a whole. */
  private static final int DEEPEST = 64;

  private final Shape shape;
  private final Map<Expr, Optional<Expr>> known = new IdentityHashMap<>();

  private ReshapedSources(Shape shape) {
    this.shape = shape;
  }

  /** The array under a shape of the same size; nothing if something would have to be moved. */
  static Optional<Expr> of(Expr x, Shape shape) {
    return new ReshapedSources(shape).reshaped(x, 0);
  }

  private Optional<Expr> reshaped(Expr x, int depth) {
    Optional<Expr> before = known.get(x);
    if (before != null || depth > DEEPEST) {
      return before == null ? Optional.empty() : before;
    }
    Optional<Expr> result = Optional.empty();
    if (x instanceof Constant constant) {
      result = Optional.of(constant.filling(shape));
    } else if (x instanceof Literal literal) {
      result = Optional.of(new Literal(literal.values().reshaped(shape)));
    } else if (x instanceof Generated generated) {
      result = Optional.of(new Generated(generated.generator(), shape));
    } else if (x instanceof Stored stored) {
      result = stored.source().reshaped(shape).map(Stored::new);
    } else if (x instanceof Convert convert) {
      result = reshaped(convert.input(), depth + 1).map(input -> Convert.of(input, x.dtype()));
    } else if (x instanceof Elementwise elementwise) {
      result = reshaped(elementwise, depth);
    }
    known.put(x, result);
    return result;
  }

  private Optional<Expr> reshaped(Elementwise elementwise, int depth) {
    List<Expr> arguments = new ArrayList<>();
    for (Expr argument : elementwise.arguments()) {
      Optional<Expr> own = reshaped(argument, depth + 1);
      if (own.isEmpty()) {
        return own;
      }
      arguments.add(own.get());
    }
    return Optional.of(Elementwise.of(elementwise.operator(), arguments));
  }
}
