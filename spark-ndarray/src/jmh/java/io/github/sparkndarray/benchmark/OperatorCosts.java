package io.github.sparkndarray.benchmark;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.execution.KernelRun;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Measures what {@link Operator#cost} says: the time of each operator on a float64, as a multiple of
 * an addition's. Each is applied to all pairs of numbers that stay in a core's nearest cache, and added
 * up; what the sum takes without it is taken away. Processor time, so that it may run beside others.
 */
public final class OperatorCosts {
  private static final int SIDE = 3_000;
  private static final double NANOS_EACH = 2e9;
  private static final double POINTS = (double) SIDE * SIDE;

  private static final Expr INTEGERS = Works.random(DType.INT64, SIDE);
  private static final Expr INTEGERS_LEFT = View.expandDims(INTEGERS, 1);

  private OperatorCosts() {}

  /** Prints a line for each operator: nanoseconds, and the multiple of an addition. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    Expr a = View.expandDims(Works.random(DType.FLOAT64, SIDE), 1);
    Expr b = Works.random(DType.FLOAT64, SIDE);
    nanos(total(chain(Operator.ADD, a, b, 9)));
    double sum = nanos(total(Elementwise.of(Operator.ADD, a, b)));
    double nine = nanos(total(chain(Operator.ADD, a, b, 9)));
    double addition = (nine - sum) / 8;
    System.out.printf(Locale.ROOT, "sum of additions %.3f ns, an addition %.4f ns%n", sum, addition);
    for (Operator operator : Operator.values()) {
      Expr applied = applied(operator, a, b);
      double nanos = nanos(total(applied)) - sum + (operator.arity() == 2 ? addition : 0);
      System.out.printf(
          Locale.ROOT,
          "%-16s %7.3f ns  %6.1f   (table: %.1f)%n",
          operator.numpyName(),
          nanos,
          nanos / addition,
          operator.cost());
    }
  }

  private static Expr chain(Operator operator, Expr a, Expr b, int length) {
    Expr chain = a;
    for (int i = 0; i < length; i++) {
      chain = Elementwise.of(operator, chain, b);
    }
    return chain;
  }

  private static Expr applied(Operator operator, Expr a, Expr b) {
    List<Operand> arguments = new ArrayList<>();
    switch (operator.arity()) {
      case 1 -> arguments.add(Elementwise.of(Operator.ADD, a, b));
      case 2 -> arguments.addAll(List.of(a, b));
      default ->
          arguments.addAll(List.of(Elementwise.of(Operator.LESS, a, b), a, PythonScalar.of(1.0)));
    }
    return switch (operator) {
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, LEFT_SHIFT, RIGHT_SHIFT, GCD, LCM ->
          Elementwise.of(operator, INTEGERS_LEFT, INTEGERS);
      case INVERT ->
          Elementwise.of(operator, Elementwise.of(Operator.ADD, INTEGERS_LEFT, INTEGERS));
      default -> Elementwise.of(operator, arguments.toArray(Operand[]::new));
    };
  }

  private static Expr total(Expr x) {
    return Reduce.of(Reduction.SUM, x, new int[] {1}, false);
  }

  private static double nanos(Expr expression) throws InterruptedException, ExecutionException {
    double best = Double.POSITIVE_INFINITY;
    try (KernelRun run = new KernelRun(expression)) {
      while (run.cpuNanos() < NANOS_EACH) {
        long before = run.cpuNanos();
        run.run();
        best = Math.min(best, run.cpuNanos() - before);
      }
    }
    return best / POINTS;
  }
}
