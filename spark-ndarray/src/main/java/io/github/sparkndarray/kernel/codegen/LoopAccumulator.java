package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.expr.Reduction;
import java.util.Objects;

/** The statements around the body of an inner reduction that accumulates in tiles. */
final class LoopAccumulator {
  private final Reduction reduction;
  private final String java;
  private final String result;
  private final boolean sums;
  private final boolean compensated;
  private final boolean max;
  private final String first;
  private final String part;
  private final String lost;
  private final String identity;
  private final Node inner;

  /**
   * Takes the scratch tiles that it needs beside the result's own.
   *
   * @param onePart whether what a sum loses is too little to be kept
   */
  LoopAccumulator(Node inner, boolean onePart, String result, ScratchTiles tiles) {
    this.inner = inner;
    this.result = result;
    this.reduction = Objects.requireNonNull(inner.reduction());
    var dtype = inner.input(0).dtype();
    this.java = ScalarDialect.javaType(dtype);
    this.sums = reduction == Reduction.SUM && dtype.isFloat();
    this.compensated = sums && !onePart;
    this.max = reduction == Reduction.ARGMAX;
    this.identity = Identities.of(reduction, dtype);
    this.first = sums || reduction.isPosition() ? "t" + tiles.allocate(dtype) : "";
    this.part = compensated ? "t" + tiles.allocate(dtype) : result;
    this.lost = compensated ? "t" + tiles.allocate(dtype) : "";
  }

  private String fill(String array, String value) {
    return "    java.util.Arrays.fill(%s, 0, n, %s);%n".formatted(array, value);
  }

  String start() {
    if (sums) {
      // The first tile has the run, the others the part, the sum of parts and what that lost.
      String zero = "(" + java + ") 0";
      String fills = fill(first, zero) + fill(part, zero);
      return "    int run%1$d = 0;%n    int part%1$d = 0;%n".formatted(inner.id())
          + (compensated ? fills + fill(result, zero) + fill(lost, zero) : fills);
    }
    if (reduction.isPosition()) {
      return "    long next%d = 0;%n".formatted(inner.id());
    }
    return fill(result, identity);
  }

  /**
   * Adds the values of one position.
   *
   * @param length how long the innermost axis is
   */
  String add(String values, String at, String length) {
    String arguments = values + ", " + at + ", n";
    return switch (reduction) {
      case SUM ->
          sums
              ? addTerm(arguments, length)
              : "    InnerTiles.add(%s, %s);%n".formatted(result, arguments);
      case PROD -> "    InnerTiles.multiply(%s, %s);%n".formatted(result, arguments);
      case MIN -> "    InnerTiles.minimum(%s, %s);%n".formatted(result, arguments);
      case MAX -> "    InnerTiles.maximum(%s, %s);%n".formatted(result, arguments);
      case ANY -> "    InnerTiles.or(%s, %s);%n".formatted(result, arguments);
      case ALL -> "    InnerTiles.and(%s, %s);%n".formatted(result, arguments);
      case ARGMIN, ARGMAX ->
          "    InnerTiles.track(%s, %s, %s, next%d++, %s);%n"
              .formatted(first, result, arguments, inner.id(), max);
      case SQUARED_DEVIATIONS, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST, BINCOUNT ->
          throw new IllegalStateException(reduction + " is no part of a body");
    };
  }

  private String addTerm(String arguments, String length) {
    String code =
        "    InnerTiles.add(%1$s, %2$s);%n    if (++run%3$d == Sums.ROW_RUN) {%n  %4$s    }%n"
            .formatted(first, arguments, inner.id(), endOfRun());
    return compensated
        ? code
            + "    if (++part%1$d == Sums.part(%2$s)) {%n  %3$s    }%n"
                .formatted(inner.id(), length, endOfPart())
        : code;
  }

  private String endOfRun() {
    return "    InnerTiles.flush(%s, %s, n);%n      run%d = 0;%n"
        .formatted(part, first, inner.id());
  }

  private String endOfPart() {
    return "    InnerTiles.flush(%s, %s, %s, n);%n      part%d = 0;%n"
        .formatted(result, lost, part, inner.id());
  }

  /** Runs and parts end with the innermost axis. */
  String endOfInnermost() {
    if (!sums) {
      return "";
    }
    String run = "    if (run%1$d > 0) {%n  %2$s    }%n".formatted(inner.id(), endOfRun());
    return compensated
        ? run + "    if (part%1$d > 0) {%n  %2$s    }%n".formatted(inner.id(), endOfPart())
        : run;
  }

  String finish() {
    return compensated ? "    InnerTiles.total(%s, %s, n);%n".formatted(result, lost) : "";
  }
}
