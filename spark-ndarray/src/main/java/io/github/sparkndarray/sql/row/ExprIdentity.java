package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.expr.Expr;

/** A node as a key: two are the same only if they are one. */
final class ExprIdentity {
  private final Expr expr;

  ExprIdentity(Expr expr) {
    this.expr = expr;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExprIdentity identity && identity.expr == expr;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(expr);
  }
}
