package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.frame.GroupLayout;
import io.github.sparkndarray.frame.PairRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import scala.Tuple2;

/**
 * Finds the pairs inside a group, in the task that has its rows, some rows of the left at a time.
 */
final class GroupPairs
    implements FlatMapFunction<Tuple2<List<InternalRow>, List<InternalRow>>, InternalRow> {
  private static final long serialVersionUID = 1L;

  /** Distances that are in memory at a time. */
  private static final int MOST_PAIRS = 1 << 20;

  private final JoinSpec spec;
  private final GroupLayout left;
  private final GroupLayout right;

  GroupPairs(JoinSpec spec, GroupLayout left, GroupLayout right) {
    this.spec = spec;
    this.left = left;
    this.right = right;
  }

  @Override
  public Iterator<InternalRow> call(Tuple2<List<InternalRow>, List<InternalRow>> group) {
    List<InternalRow> others = right.inOrder(group._2());
    List<InternalRow> ours = spec.self() ? others : group._1();
    return new Pairs(new Group(ours, others), ours, Math.max(1, MOST_PAIRS / others.size()));
  }

  /** The pairs of one row after the other; distances are computed for some rows at a time. */
  private static final class Pairs implements Iterator<InternalRow> {
    private final Group group;
    private final List<InternalRow> rows;
    private final int step;
    private int row;
    private int from;
    private int end;
    private IntFunction<List<InternalRow>> some = i -> List.of();
    private Iterator<InternalRow> ofRow = Collections.emptyIterator();

    Pairs(Group group, List<InternalRow> rows, int step) {
      this.group = group;
      this.rows = rows;
      this.step = step;
    }

    @Override
    public boolean hasNext() {
      while (!ofRow.hasNext() && row < rows.size()) {
        if (row == end) {
          from = row;
          end = Math.min(rows.size(), from + step);
          some = group.of(rows, from, end);
        }
        ofRow = some.apply(row++ - from).iterator();
      }
      return ofRow.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ofRow.next();
    }
  }

  /** Everything on this thread: a task has no session. */
  private static final Map<String, String> HERE =
      Map.of(
          "spark.master", "local[1]", NDArraySettings.DRIVER_WORK, Long.toString(Long.MAX_VALUE));

  private final class Group {
    private final List<InternalRow> others;
    private final SparkAccess nothing = SparkAccess.whenNeeded(GroupPairs::noSession);
    private final Executor executor = new Executor(nothing, HERE, Progress.NONE);
    private final NDContext context = new NDContext(nothing, HERE, Progress.NONE);
    private final Scores scores;
    private final NDArray y;

    Group(List<InternalRow> ours, List<InternalRow> others) {
      this.others = others;
      Scores given = new Scores(context, spec);
      this.y = given.prepare(new Literal(right.vectors(others)));
      this.scores =
          given.needsAll()
              ? given.ofAll(spec.self() ? y : given.prepare(new Literal(left.vectors(ours))), y)
              : given;
    }

    /** Computes the distances of some rows; gives the pairs of each. */
    IntFunction<List<InternalRow>> of(List<InternalRow> ours, int from, int to) {
      List<InternalRow> rows = ours.subList(from, to);
      NDArray x = scores.prepare(new Literal(left.vectors(rows)));
      NDArray score = scores.withoutSelf(scores.of(x, y), from);
      int k = Math.min(spec.k(), others.size() - (spec.self() ? 1 : 0));
      if (spec.k() == 0) {
        HostArray all = executor.collect(List.of(score.expr())).get(0);
        return row -> within(rows.get(row), all, row * others.size(), from + row);
      } else if (k > 0) {
        NDArray best = spec.isGreatest() ? score.largest(k, 1) : score.smallest(k, 1);
        NDArray where = spec.isGreatest() ? score.argLargest(k, 1) : score.argSmallest(k, 1);
        List<HostArray> both = executor.collect(List.of(best.expr(), where.expr()));
        return row -> best(rows.get(row), both, row * k, k, from + row);
      }
      return row -> List.of();
    }

    private List<InternalRow> best(InternalRow row, List<HostArray> both, int at, int k, int self) {
      List<InternalRow> found = new ArrayList<>();
      long[] best = IntStream.range(at, at + k).mapToLong(both.get(1)::getLong).toArray();
      best = spec.self() ? PairRows.withoutSelf(best, self) : best;
      for (int i = 0; i < k; i++) {
        double score = both.get(0).getDouble(at + i);
        if (!spec.hasRadius() || score <= scores.score(spec.radius())) {
          InternalRow other = others.get((int) best[i]);
          found.add(pair(row, other, scores.distance(score), found.size() + 1));
        }
      }
      return found;
    }

    private List<InternalRow> within(InternalRow row, HostArray all, int at, int self) {
      double bound = scores.score(spec.radius());
      double[] ofRow = numbers(all, at, others.size());
      List<Integer> near = new ArrayList<>();
      for (int i = 0; i < ofRow.length; i++) {
        if (ofRow[i] <= bound && !(spec.self() && i == self)) {
          near.add(i);
        }
      }
      near.sort(Comparator.comparingDouble(i -> ofRow[i]));
      List<InternalRow> found = new ArrayList<>(near.size());
      for (int rank = 1; rank <= near.size(); rank++) {
        int other = near.get(rank - 1);
        found.add(pair(row, others.get(other), scores.distance(ofRow[other]), rank));
      }
      return found;
    }
  }

  /** Some elements of an array of floats. */
  private static double[] numbers(HostArray array, int from, int count) {
    double[] numbers = new double[count];
    if (array.dtype() == DType.FLOAT64) {
      array.buffer().asDoubleBuffer().get(from, numbers);
      return numbers;
    }
    FloatBuffer floats = array.buffer().asFloatBuffer();
    for (int i = 0; i < count; i++) {
      numbers[i] = floats.get(from + i);
    }
    return numbers;
  }

  private static InternalRow pair(InternalRow row, InternalRow other, double distance, int rank) {
    GenericInternalRow score = new GenericInternalRow(2);
    score.setDouble(0, distance);
    score.setInt(1, rank);
    return new JoinedRow(new JoinedRow(row, other), score);
  }

  private static org.apache.spark.sql.SparkSession noSession() {
    throw new NDArrayException(ErrorCode.INTERNAL, "a group needs no session");
  }
}
