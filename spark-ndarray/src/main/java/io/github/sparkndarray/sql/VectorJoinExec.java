package io.github.sparkndarray.sql;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Joins the rows of both sides by a measure of their vectors: the right side's rows and vectors are
 * broadcast, each partition of the left side runs through them.
 */
public final class VectorJoinExec extends SparkPlan {
  private static final long serialVersionUID = 1L;

  private final SparkPlan left;
  private final SparkPlan right;
  private final PairSpec spec;
  private final Expression leftVector;
  private final Expression rightVector;
  private final Seq<Attribute> columns;

  /** Catalyst makes copies with this constructor from the elements of the product. */
  public VectorJoinExec(
      SparkPlan left,
      SparkPlan right,
      PairSpec spec,
      Expression leftVector,
      Expression rightVector,
      Seq<Attribute> columns) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.leftVector = leftVector;
    this.rightVector = rightVector;
    this.columns = columns;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    VectorTable table =
        VectorTable.of(spec.measure(), bind(rightVector, right), right.executeCollect());
    VectorJoinPartition work =
        new VectorJoinPartition(
            JavaSparkContext.fromSparkContext(sparkContext()).broadcast(table),
            spec,
            bind(leftVector, left),
            CollectionConverters.asJava(left.output()),
            CollectionConverters.asJava(right.output()),
            CollectionConverters.asJava(columns));
    // As Spark's own operators do it: looking for what a closure drags along takes milliseconds.
    return left.execute().mapPartitionsInternal(work, false, ClassTag.apply(InternalRow.class));
  }

  private static Expression bind(Expression expression, SparkPlan input) {
    return BindReferences.bindReference(
        expression,
        org.apache.spark.sql.catalyst.expressions.package$.MODULE$.AttributeSeq(input.output()),
        false);
  }

  /** What comes of a row stays in its partition: rows lying by a key are not shuffled by it. */
  @Override
  public Partitioning outputPartitioning() {
    return left.outputPartitioning();
  }

  @Override
  public String nodeName() {
    return spec.nodeName();
  }

  @Override
  public Seq<Attribute> output() {
    return columns;
  }

  @Override
  public AttributeSet producedAttributes() {
    return AttributeSet$.MODULE$.fromAttributeSets(
        CollectionConverters.asScala(List.of(super.producedAttributes(), spec.produced())));
  }

  @Override
  public Seq<SparkPlan> children() {
    return CollectionConverters.asScala(List.of(left, right)).toSeq();
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
    return new VectorJoinExec(
        children.apply(0), children.apply(1), spec, leftVector, rightVector, columns);
  }

  private List<Object> elements() {
    return List.of(left, right, spec, leftVector, rightVector, columns);
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
    return other instanceof VectorJoinExec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorJoinExec join && join.elements().equals(elements());
  }

  @Override
  public int hashCode() {
    return elements().hashCode();
  }
}
