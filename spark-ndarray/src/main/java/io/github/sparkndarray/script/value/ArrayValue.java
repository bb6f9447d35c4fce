package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Expr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An array or a NumPy scalar. The expression is immutable, but NumPy's arrays are not: {@code x +=
 * 1} is seen through every name and every view of {@code x}. So this is the place that names share
 * and that views look at.
 */
public final class ArrayValue implements Value {
  /** What NumPy would have made, which says how the value is shown and whether it can change. */
  private enum Kind {
    ARRAY,
    ARRAY_IN_C_ORDER,
    READ_ONLY_ARRAY,
    SCALAR
  }

  private final Kind kind;
  private final Part part;
  private @Nullable ArrayValue base;
  private UnaryOperator<Expr> rename;
  private Expr seen;
  private Expr expr;

  private ArrayValue(
      Kind kind,
      Part part,
      @Nullable ArrayValue base,
      UnaryOperator<Expr> rename,
      Expr seen,
      Expr expr) {
    this.kind = kind;
    this.part = part;
    this.base = base;
    this.rename = rename;
    this.seen = seen;
    this.expr = expr;
  }

  private ArrayValue(Kind kind, Expr expr) {
    this(kind, Part.ALL, null, UnaryOperator.identity(), expr, expr);
  }

  /** A new array: of any rank, and an array even where it has one element and no axes. */
  public static ArrayValue array(Expr expr) {
    return new ArrayValue(Kind.ARRAY, expr);
  }

  /** A new array whose elements lie in C order, and not as those that they were made of. */
  public static ArrayValue inCOrder(Expr expr) {
    return new ArrayValue(Kind.ARRAY_IN_C_ORDER, expr);
  }

  /** What an operator or a reduction gives: a NumPy scalar where no axes are left. */
  public static ArrayValue computed(Expr expr) {
    return new ArrayValue(expr.shape().rank() == 0 ? Kind.SCALAR : Kind.ARRAY, expr);
  }

  /** Another array over the same elements, by a function that makes a view. */
  public ArrayValue view(UnaryOperator<Expr> view) {
    return viewOfKind(kind, Part.ALL, view);
  }

  /** The real or the imaginary parts of the same elements. */
  public ArrayValue view(Part which) {
    return viewOfKind(kind, which, which::of);
  }

  /** As {@link #view}, of an array that must not be changed through the view. */
  public ArrayValue readOnlyView(UnaryOperator<Expr> view) {
    return viewOfKind(Kind.READ_ONLY_ARRAY, Part.ALL, view);
  }

  private ArrayValue viewOfKind(Kind viewKind, Part which, UnaryOperator<Expr> view) {
    Expr whole = expr();
    return new ArrayValue(viewKind, which, this, view, whole, view.apply(whole));
  }

  /** The elements as an expression, at this moment. */
  public Expr expr() {
    // From the array that is no view on, without recursion: a script may make a view of a view ten
    // thousand times.
    Deque<ArrayValue> views = new ArrayDeque<>();
    for (ArrayValue view = this; view.base != null; view = view.base) {
      views.push(view);
    }
    views.forEach(ArrayValue::lookAgain);
    return expr;
  }

  /** Follows a change of the base, which has followed one of its own. */
  private void lookAgain() {
    if (base != null && base.expr != seen) {
      seen = base.expr;
      expr = rename.apply(seen);
    }
  }

  /** The array that this is a view of. */
  public Optional<ArrayValue> base() {
    return Optional.ofNullable(base);
  }

  /**
   * What this view makes of another array of the base's shape; the array itself where it is none.
   */
  public Expr viewOf(Expr other) {
    return rename.apply(other);
  }

  /** Which part of the base's elements this is a view of; all of them where it is no view. */
  Part part() {
    return part;
  }

  /** Whether the elements lie in C order whatever they were made of, if this is no view. */
  public boolean isInCOrder() {
    return kind == Kind.ARRAY_IN_C_ORDER;
  }

  /** Whether NumPy has a scalar here ({@code np.float64(6.0)}) and not a 0-d array. */
  public boolean isScalar() {
    return kind == Kind.SCALAR;
  }

  public boolean isReadOnly() {
    return kind == Kind.READ_ONLY_ARRAY;
  }

  /**
   * Gives this array, and all that share it or look at it, other elements. A view stops being one:
   * the caller has made sure that nobody sees the array it was a view of.
   *
   * @return gives back what it was
   */
  Runnable replace(Expr elements) {
    ArrayValue oldBase = base;
    UnaryOperator<Expr> oldRename = rename;
    Expr oldSeen = seen;
    Expr oldExpr = expr;
    base = null;
    rename = UnaryOperator.identity();
    seen = elements;
    expr = elements;
    return () -> {
      base = oldBase;
      rename = oldRename;
      seen = oldSeen;
      expr = oldExpr;
    };
  }

  /**
   * Tells a view what it shows of its base as that is now, which is then not looked up there: what
   * is in a view must not be computed from all of its base.
   */
  void sees(Expr elements) {
    expr();
    expr = elements;
  }

  @Override
  public String typeName() {
    return isScalar() ? "numpy." + expr().dtype().numpyName() : "numpy.ndarray";
  }
}
