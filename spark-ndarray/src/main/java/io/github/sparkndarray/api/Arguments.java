package io.github.sparkndarray.api;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What callers gave, who may not heed that nothing may be null. */
final class Arguments {
  private Arguments() {}

  /**
   * An argument that is there.
   *
   * @param what what it is, as in {@code "the path"}
   */
  static <T> T given(@Nullable T argument, String what) {
    if (argument == null) {
      throw NDArrayException.of(ErrorCode.VALUE, "Cannot use null as %s", what);
    }
    return argument;
  }

  /** The expression of an array. */
  static Expr expr(@Nullable NDArray array) {
    return given(array, "an array").expr();
  }

  /** The expressions of several arrays. */
  static List<Expr> exprs(NDArray @Nullable ... arrays) {
    return Stream.of(given(arrays, "arrays")).map(Arguments::expr).toList();
  }

  /** Expressions, all of which are there. */
  static List<Expr> given(@Nullable List<Expr> exprs) {
    List<Expr> all = given(exprs, "arrays");
    all.forEach(expr -> given(expr, "an array"));
    return all;
  }
}
