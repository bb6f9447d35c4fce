package io.github.sparkndarray.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A join by a measure of a vector of each side in a logical plan, until it is planned onto {@link
 * VectorJoinExec}.
 */
public final class VectorPairs extends LogicalPlan {
  private static final long serialVersionUID = 1L;

  private final LogicalPlan left;
  private final LogicalPlan right;
  private final PairSpec spec;
  private final Expression leftVector;
  private final Expression rightVector;

  /** Catalyst makes copies with this constructor from the elements of the product. */
  public VectorPairs(
      LogicalPlan left,
      LogicalPlan right,
      PairSpec spec,
      Expression leftVector,
      Expression rightVector) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.leftVector = leftVector;
    this.rightVector = rightVector;
  }

  LogicalPlan left() {
    return left;
  }

  LogicalPlan right() {
    return right;
  }

  PairSpec spec() {
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
  public AttributeSet producedAttributes() {
    return AttributeSet$.MODULE$.fromAttributeSets(
        CollectionConverters.asScala(List.of(super.producedAttributes(), spec.produced())));
  }

  @Override
  public String nodeName() {
    return spec.nodeName();
  }

  @Override
  public Seq<LogicalPlan> children() {
    return CollectionConverters.asScala(List.of(left, right)).toSeq();
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
    return new VectorPairs(children.apply(0), children.apply(1), spec, leftVector, rightVector);
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
    return other instanceof VectorPairs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorPairs pairs && pairs.elements().equals(elements());
  }

  @Override
  public int hashCode() {
    return elements().hashCode();
  }
}
