package io.github.sparkndarray.benchmark;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The works of {@code benchmarks/compare}, by the same names and on arrays of the same shapes. */
enum Works {
  PAIRWISE {
    @Override
    Expr expression() {
      return distances(random(DType.FLOAT64, 10_000, 3));
    }
  },
  NEAREST {
    @Override
    Expr expression() {
      return along(Reduction.ARGMIN, distances(random(DType.FLOAT64, 100_000, 3)), 1, false);
    }
  },
  TOP8 {
    @Override
    Expr expression() {
      Expr distances = distances(random(DType.FLOAT64, 50_000, 3));
      return Reduce.select(Reduction.ARGSMALLEST, distances, 8, 1);
    }
  },
  SQEUCLIDEAN768 {
    @Override
    Expr expression() {
      Expr a = View.expandDims(random(DType.FLOAT32, 4096, 768), 1);
      Expr apart = apply(Operator.SUBTRACT, a, random(DType.FLOAT32, 4096, 768));
      return along(Reduction.SUM, apply(Operator.SQUARE, apart), 2, false);
    }
  },
  MATMUL64 {
    @Override
    Expr expression() {
      return product(DType.FLOAT64);
    }
  },
  MATMUL32 {
    @Override
    Expr expression() {
      return product(DType.FLOAT32);
    }
  },
  TEMPORARIES {
    @Override
    Expr expression() {
      Expr a = random(DType.FLOAT64, 1024, 1024, 50);
      Expr b = random(DType.FLOAT64, 1024, 1024, 50);
      Expr linear =
          apply(
              Operator.SUBTRACT,
              apply(Operator.MULTIPLY, PythonScalar.of(2.0), a),
              apply(Operator.MULTIPLY, PythonScalar.of(4.5), b));
      Expr waves = apply(Operator.ADD, apply(Operator.SIN, a), apply(Operator.COS, b));
      return apply(Operator.ADD, linear, waves);
    }
  },
  ADD {
    @Override
    Expr expression() {
      Expr a = random(DType.FLOAT64, 50_000_000);
      return apply(Operator.ADD, a, random(DType.FLOAT64, 50_000_000));
    }
  },
  SUM {
    @Override
    Expr expression() {
      return Reduce.of(Reduction.SUM, random(DType.FLOAT64, 50_000_000), null, false);
    }
  },
  SUM0_TABLE {
    @Override
    Expr expression() {
      return along(Reduction.SUM, random(DType.FLOAT64, 10_000, 1000), 0, false);
    }
  },
  SUM1_TABLE {
    @Override
    Expr expression() {
      return along(Reduction.SUM, random(DType.FLOAT64, 10_000, 1000), 1, false);
    }
  },
  SOFTMAX {
    @Override
    Expr expression() {
      Expr x = table();
      Expr greatest = along(Reduction.MAX, x, 1, true);
      Expr powers = apply(Operator.EXP, apply(Operator.SUBTRACT, x, greatest));
      return apply(Operator.DIVIDE, powers, along(Reduction.SUM, powers, 1, true));
    }
  },
  VARIANCE {
    @Override
    Expr expression() {
      return variance(table());
    }
  },
  ZSCORE {
    @Override
    Expr expression() {
      Expr x = table();
      return apply(Operator.DIVIDE, centred(x), apply(Operator.SQRT, variance(x)));
    }
  },
  NEAREST10K {
    @Override
    Expr expression() {
      Expr x = View.expandDims(random(DType.FLOAT32, 10_000, 3), 1);
      Expr apart = apply(Operator.SUBTRACT, x, random(DType.FLOAT32, 10_000, 3));
      return along(Reduction.ARGMIN, length(apart), 1, false);
    }
  };

  /** The work on new random numbers. */
  abstract Expr expression();

  static Works named(String name) {
    return valueOf(name.toUpperCase(java.util.Locale.ROOT));
  }

  /** Prints the names of all works. */
  public static void main(String[] arguments) {
    for (Works work : values()) {
      System.out.println(work.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  private static Expr table() {
    return random(DType.FLOAT64, 100_000, 100);
  }

  private static Expr distances(Expr points) {
    return length(apply(Operator.SUBTRACT, View.expandDims(points, 1), points));
  }

  private static Expr length(Expr apart) {
    Expr squares = apply(Operator.SQUARE, apart);
    return apply(Operator.SQRT, along(Reduction.SUM, squares, 2, false));
  }

  private static Expr product(DType dtype) {
    Expr a = View.expandDims(random(dtype, 2048, 2048), 1);
    Expr b = View.transpose(random(dtype, 2048, 2048), 1, 0);
    return along(Reduction.SUM, apply(Operator.MULTIPLY, a, b), 2, false);
  }

  private static Expr centred(Expr x) {
    return apply(Operator.SUBTRACT, x, Reduce.mean(x, new int[] {0}, false));
  }

  private static Expr variance(Expr x) {
    return Reduce.mean(apply(Operator.SQUARE, centred(x)), new int[] {0}, false);
  }

  private static Expr along(Reduction reduction, Expr x, int axis, boolean keepDims) {
    return Reduce.of(reduction, x, new int[] {axis}, keepDims);
  }

  private static Expr apply(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }

  static Expr random(DType dtype, long... extents) {
    HostArray values = HostArray.allocate(dtype, Shape.of(extents));
    ByteBuffer to = values.writableBuffer();
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(extents));
    for (int i = 0; i < values.size(); i++) {
      if (dtype == DType.FLOAT64) {
        to.putDouble(random.nextDouble());
      } else if (dtype == DType.INT64) {
        to.putLong(random.nextLong(60));
      } else {
        to.putFloat((float) random.nextDouble());
      }
    }
    return new Literal(values);
  }
}
