package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.expr.Reduction;
import java.util.Objects;

/** The statements around the body of an inner reduction that accumulates in tiles. */
final class LoopAccumulator {
  private final Reduction reduction;
  private final String java;
  private final String result;
  private final boolean runs;
  private final boolean max;
  private final String first;
  private final String second;
  private final String identity;
  private final Node inner;

  /** Takes the scratch tiles that it needs beside the result's own. */
  LoopAccumulator(Node inner, String result, ScratchTiles tiles) {
    this.inner = inner;
    this.result = result;
    this.reduction = Objects.requireNonNull(inner.reduction());
    var dtype = inner.input(0).dtype();
    this.java = ScalarDialect.javaType(dtype);
    this.runs = reduction == Reduction.SUM && dtype.isFloat();
    this.max = reduction == Reduction.ARGMAX;
    this.identity = Identities.of(reduction, dtype);
    this.first = runs || reduction.isPosition() ? "t" + tiles.allocate(dtype) : "";
    this.second = runs ? "t" + tiles.allocate(dtype) : "";
  }

  private String fill(String array, String value) {
    return "    java.util.Arrays.fill(%s, 0, n, %s);%n".formatted(array, value);
  }

  String start() {
    if (runs) {
      // The result's tile has the sum, the others the run and what was lost.
      return "    int run%d = 0;%n".formatted(inner.id())
          + fill(result, identity)
          + fill(first, identity)
          + fill(second, "(" + java + ") 0");
    }
    if (reduction.isPosition()) {
      return "    long next%d = 0;%n".formatted(inner.id());
    }
    return fill(result, identity);
  }

  /** Adds the values of one position. */
  String add(String values, String at, String innermost) {
    String arguments = values + ", " + at + ", n";
    return switch (reduction) {
      case SUM ->
          runs
              ? "    InnerTiles.add(%1$s, %2$s);%n    if (++run%3$d == Sums.ROW_RUN) {%n      %4$s      run%3$d = 0;%n    }%n"
                  .formatted(first, arguments, inner.id(), flush().strip() + "\n")
              : "    InnerTiles.add(%s, %s);%n".formatted(result, arguments);
      case PROD -> "    InnerTiles.multiply(%s, %s);%n".formatted(result, arguments);
      case MIN -> "    InnerTiles.minimum(%s, %s);%n".formatted(result, arguments);
      case MAX -> "    InnerTiles.maximum(%s, %s);%n".formatted(result, arguments);
      case ANY -> "    InnerTiles.or(%s, %s);%n".formatted(result, arguments);
      case ALL -> "    InnerTiles.and(%s, %s);%n".formatted(result, arguments);
      case ARGMIN, ARGMAX ->
          "    InnerTiles.track(%s, %s, %s, next%d++, %s);%n"
              .formatted(first, result, arguments, inner.id(), max);
      case SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST, BINCOUNT ->
          throw new IllegalStateException(reduction + " is no part of a body");
    };
  }

  private String flush() {
    return "    InnerTiles.flush(%s, %s, %s, n);%n".formatted(result, second, first);
  }

  /** Runs end with the innermost axis. */
  String endOfInnermost() {
    return runs
        ? "    if (run%1$d > 0) {%n      %2$s      run%1$d = 0;%n    }%n"
            .formatted(inner.id(), flush().strip() + "\n")
        : "";
  }

  String finish() {
    if (runs) {
      return "    InnerTiles.total(%s, %s, n);%n".formatted(result, second);
    }
    return "";
  }
}
