package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.frame.Features;
import io.github.sparkndarray.frame.IndexedRows;
import io.github.sparkndarray.frame.InternalRows;
import io.github.sparkndarray.frame.PairRows;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.plan.explain.TextRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Compares all rows of one side with all of the other: an array expression finds the pairs, however
 * the planner delivers its operands, and Spark joins the rows to them.
 */
final class WholeJoin {
  /** Rows of so many bytes are sent to all executors rather than shuffled. */
  private static final long BROADCAST_BYTES = 64L << 20;

  private final SparkSession session;
  private final Dataset<Row> left;
  private final Dataset<Row> right;
  private final JoinSpec spec;
  private final Features features;
  private final Executor executor;
  private final NDContext context;
  private final Scores scores;

  WholeJoin(
      Dataset<Row> left, Dataset<Row> right, JoinSpec spec, Features features, Progress progress) {
    this.session = left.sparkSession();
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.features = features;
    this.executor = new Executor(SparkAccess.of(session), Map.of(), progress);
    this.context = NDContext.of(session);
    this.scores = new Scores(context, spec);
  }

  /** The columns of both sides, distance and rank. */
  RDD<InternalRow> rows() {
    Sides sides = Sides.of(left, right, spec, features);
    sides.requireEnough(spec);
    if (sides.left().count() == 0 || sides.others(spec) < 1) {
      JavaRDD<InternalRow> none =
          JavaSparkContext.fromSparkContext(session.sparkContext()).emptyRDD();
      return none.rdd();
    }
    return InternalRows.of(attach(pairs(sides), sides)).rdd();
  }

  String explain() {
    Sides sides = Sides.of(left, right, spec, features);
    sides.requireEnough(spec);
    NDArray score = score(sides);
    int k = k(sides);
    return k > 0
        ? context.explain(ExplainFormat.TEXT, best(score, k), whereBest(score, k))
        : TextRenderer.render(
            Describer.describe(executor.planSelection(within(score).expr(), score.expr())));
  }

  /** How many of the best are looked for; 0 for all within the radius. */
  private int k(Sides sides) {
    return (int) Math.min(spec.k(), sides.others(spec));
  }

  private Dataset<Row> pairs(Sides sides) {
    NDArray score = score(sides);
    int k = k(sides);
    Column bound = functions.lit(scores.score(spec.radius()));
    if (k > 0) {
      Dataset<Row> best =
          toDataFrame(
              PairRows.best(
                  session,
                  executor,
                  best(score, k).expr(),
                  whereBest(score, k).expr(),
                  spec.self()));
      return spec.hasRadius() ? best.where(functions.col(PairRows.DISTANCE).leq(bound)) : best;
    }
    return toDataFrame(PairRows.where(executor, within(score).expr(), score.expr()))
        .withColumn(
            PairRows.RANK,
            functions
                .row_number()
                .over(
                    Window.partitionBy(PairRows.LEFT)
                        .orderBy(functions.col(PairRows.DISTANCE), functions.col(PairRows.RIGHT))));
  }

  private Dataset<Row> toDataFrame(JavaRDD<InternalRow> pairs) {
    return InternalRows.toDataFrame(session, pairs, PairRows.schema());
  }

  /** What pairs are compared by, that of a row with itself being worse than any other. */
  private NDArray score(Sides sides) {
    NDArray x = scores.prepare(sides.left().array("the left side"));
    NDArray y = spec.self() ? x : scores.prepare(sides.right().array("the right side"));
    NDArray all = scores.of(x, y);
    return scores.withoutSelf(all, 0);
  }

  private NDArray best(NDArray score, int k) {
    return spec.isGreatest() ? score.largest(k, 1) : score.smallest(k, 1);
  }

  private NDArray whereBest(NDArray score, int k) {
    return spec.isGreatest() ? score.argLargest(k, 1) : score.argSmallest(k, 1);
  }

  private NDArray within(NDArray score) {
    return score.lessEqual(scores.score(spec.radius()));
  }

  private Dataset<Row> attach(Dataset<Row> pairs, Sides sides) {
    Dataset<Row> withLeft = attach(pairs, sides.left(), PairRows.LEFT, "__l");
    Dataset<Row> both = attach(withLeft, sides.right(), PairRows.RIGHT, "__r");
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < left.columns().length; i++) {
      columns.add(functions.col("__l" + i));
    }
    for (int i = 0; i < right.columns().length; i++) {
      columns.add(functions.col("__r" + i));
    }
    columns.add(scores.distance(functions.col(PairRows.DISTANCE)));
    columns.add(functions.col(PairRows.RANK));
    return both.select(columns.toArray(Column[]::new));
  }

  private static Dataset<Row> attach(
      Dataset<Row> pairs, IndexedRows side, String position, String prefix) {
    Dataset<Row> numbered = side.numbered();
    String[] names = new String[numbered.columns().length];
    names[0] = prefix + "_position";
    for (int i = 1; i < names.length; i++) {
      names[i] = prefix + (i - 1);
    }
    Dataset<Row> renamed = numbered.toDF(names);
    return pairs.join(
        side.bytes() <= BROADCAST_BYTES ? functions.broadcast(renamed) : renamed,
        functions.col(position).equalTo(functions.col(names[0])));
  }
}
