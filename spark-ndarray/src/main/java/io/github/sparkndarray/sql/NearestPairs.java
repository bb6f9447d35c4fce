package io.github.sparkndarray.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.NearestByJoin;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code left JOIN right … NEAREST k BY … measure(leftVector, rightVector)} in a logical plan,
 * until it is planned onto {@link NearestJoinExec}.
 */
public final class NearestPairs extends LogicalPlan {
  private static final long serialVersionUID = 1L;

  private final LogicalPlan left;
  private final LogicalPlan right;
  private final NearestSpec spec;
  private final Expression leftVector;
  private final Expression rightVector;

  /** Catalyst makes copies with this constructor from the elements of the product. */
  public NearestPairs(
      LogicalPlan left,
      LogicalPlan right,
      NearestSpec spec,
      Expression leftVector,
      Expression rightVector) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.leftVector = leftVector;
    this.rightVector = rightVector;
  }

  static NearestPairs of(
      NearestByJoin join, NearestSpec spec, Expression leftVector, Expression rightVector) {
    return new NearestPairs(join.left(), join.right(), spec, leftVector, rightVector);
  }

  LogicalPlan left() {
    return left;
  }

  LogicalPlan right() {
    return right;
  }

  NearestSpec spec() {
    return spec;
  }

  Expression leftVector() {
    return leftVector;
  }

  Expression rightVector() {
    return rightVector;
  }

  @Override
  public Seq<Attribute> output() {
    return spec.output(left.output(), right.output());
  }

  @Override
  public Seq<LogicalPlan> children() {
    return CollectionConverters.asScala(List.of(left, right)).toSeq();
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
    return new NearestPairs(children.apply(0), children.apply(1), spec, leftVector, rightVector);
  }

  private List<Object> elements() {
    return List.of(left, right, spec, leftVector, rightVector);
  }

  @Override
  public int productArity() {
    return elements().size();
  }

  @Override
  public Object productElement(int n) {
    return elements().get(n);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof NearestPairs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NearestPairs pairs && pairs.elements().equals(elements());
  }

  @Override
  public int hashCode() {
    return elements().hashCode();
  }
}
