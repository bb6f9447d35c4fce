package io.github.sparkndarray.sql;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.runtime.AbstractPartialFunction;

/** Catalyst's rewriting of expressions from Java. */
final class ExpressionRewrite {
  private ExpressionRewrite() {}

  /** An expression with its nodes replaced, outer ones first. */
  static Expression of(Expression expression, UnaryOperator<Expression> replacement) {
    return (Expression)
        expression.transformDown(
            new AbstractPartialFunction<Expression, Expression>() {
              @Override
              public boolean isDefinedAt(Expression node) {
                return true;
              }

              @Override
              public Expression apply(Expression node) {
                return replacement.apply(node);
              }
            });
  }
}
