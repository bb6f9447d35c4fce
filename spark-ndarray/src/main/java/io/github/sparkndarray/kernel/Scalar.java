package io.github.sparkndarray.kernel;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import java.io.Serializable;
import java.util.List;

/**
 * A node of a nest's scalar body: one value per point of the axes it depends on. Bodies are graphs;
 * a node that is used twice is one object, and nodes are equal only to themselves, so that walking
 * and comparing them stays cheap.
 */
public abstract sealed class Scalar implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DType dtype;

  private Scalar(DType dtype) {
    this.dtype = dtype;
  }

  public final DType dtype() {
    return dtype;
  }

  public abstract List<Scalar> inputs();

  /** The element of an operand at the current point. */
  public static final class Load extends Scalar {
    private static final long serialVersionUID = 1L;
    private final int operand;

    public Load(int operand, DType dtype) {
      super(dtype);
      this.operand = operand;
    }

    /** Which of the nest's operands. */
    public int operand() {
      return operand;
    }

    @Override
    public List<Scalar> inputs() {
      return List.of();
    }
  }

  /** A constant. Its value is an argument of the compiled kernel, not part of its structure. */
  public static final class Value extends Scalar {
    private static final long serialVersionUID = 1L;
    private final double real;
    private final long integer;

    /** The value as a double for floating dtypes, as a long (0 or 1 for bool) for the others. */
    public Value(DType dtype, double real, long integer) {
      super(dtype);
      this.real = real;
      this.integer = integer;
    }

    public double real() {
      return real;
    }

    public long integer() {
      return integer;
    }

    @Override
    public List<Scalar> inputs() {
      return List.of();
    }
  }

  /**
   * An operator. All its arguments have the dtype it computes in (the condition of {@code where} is
   * bool); its own dtype is that one or bool.
   */
  public static final class Apply extends Scalar {
    private static final long serialVersionUID = 1L;
    private final Operator operator;
    private final List<Scalar> arguments;

    public Apply(Operator operator, DType dtype, List<Scalar> arguments) {
      super(dtype);
      this.operator = operator;
      this.arguments = List.copyOf(arguments);
    }

    public Operator operator() {
      return operator;
    }

    @Override
    public List<Scalar> inputs() {
      return arguments;
    }
  }

  /** A conversion as by {@code astype}. */
  public static final class Cast extends Scalar {
    private static final long serialVersionUID = 1L;
    private final Scalar input;

    public Cast(DType dtype, Scalar input) {
      super(dtype);
      this.input = input;
    }

    @Override
    public List<Scalar> inputs() {
      return List.of(input);
    }
  }

  /** A reduction over inner axes; its input has the dtype that the reduction works in. */
  public static final class Inner extends Scalar {
    private static final long serialVersionUID = 1L;
    private final Reduction reduction;
    private final int[] axes;
    private final Scalar input;

    public Inner(Reduction reduction, int[] axes, Scalar input) {
      super(reduction.resultDType(input.dtype()));
      this.reduction = reduction;
      this.axes = axes.clone();
      this.input = input;
    }

    public Reduction reduction() {
      return reduction;
    }

    /** The nest's axes that are reduced here, all of role INNER, in C order. */
    public int[] axes() {
      return axes.clone();
    }

    @Override
    public List<Scalar> inputs() {
      return List.of(input);
    }
  }
}
