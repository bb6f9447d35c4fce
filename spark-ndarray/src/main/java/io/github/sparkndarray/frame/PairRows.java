package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.frame.ChunkRows.Chunk;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Pairs of rows as rows: the positions of both, and their distance. */
public final class PairRows {
  public static final String LEFT = "__left";
  public static final String RIGHT = "__right";
  public static final String DISTANCE = "__distance";
  public static final String RANK = "__rank";

  private PairRows() {}

  /** That of pairs, with a rank. */
  public static StructType schema() {
    return new StructType()
        .add(LEFT, DataTypes.LongType, false)
        .add(RIGHT, DataTypes.LongType, false)
        .add(DISTANCE, DataTypes.DoubleType, false)
        .add(RANK, DataTypes.IntegerType, false);
  }

  /**
   * The pairs of each row with the best ones of the other side, which are ranked from 1 on.
   *
   * @param distances of shape (rows, k), a float dtype, the best first
   * @param positions of the same shape, int64
   * @param sameRows whether a row is not its own pair
   */
  public static JavaRDD<InternalRow> best(
      SparkSession session, Executor executor, Expr distances, Expr positions, boolean sameRows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    return ChunkRows.of(context, executor, List.of(distances, positions))
        .flatMap(chunk -> best(chunk, sameRows));
  }

  private static Iterator<InternalRow> best(Chunk chunk, boolean sameRows) {
    HostArray distances = chunk.arrays().get(0);
    int k = (int) distances.shape().extent(1);
    ElementReader distance = new ElementReader(distances);
    ElementReader position = new ElementReader(chunk.arrays().get(1));
    long first = chunk.box().origin(0);
    return IntStream.range(0, (int) distances.shape().extent(0))
        .boxed()
        .flatMap(
            row -> {
              long itself = first + row;
              long[] others =
                  IntStream.range(row * k, (row + 1) * k)
                      .mapToLong(i -> (long) position.get(i))
                      .toArray();
              long[] pairs = sameRows ? withoutSelf(others, itself) : others;
              return IntStream.range(0, k)
                  .mapToObj(
                      i -> {
                        double far = ((Number) distance.get(row * k + i)).doubleValue();
                        return pair(itself, pairs[i], far, i + 1);
                      });
            })
        .iterator();
  }

  /**
   * The best of a row but for itself. A row scores worst with itself; it is among the best only
   * where there are others that score as badly, which are in the order of their positions, so that
   * the first of those that are left follows.
   *
   * @param best positions, fewer than there are other rows or as many
   */
  public static long[] withoutSelf(long[] best, long itself) {
    if (LongStream.of(best).noneMatch(other -> other == itself)) {
      return best;
    }
    BitSet found = new BitSet();
    LongStream.of(best).filter(i -> i <= best.length).forEach(i -> found.set((int) i));
    return LongStream.concat(
            LongStream.of(best).filter(other -> other != itself),
            LongStream.of(found.nextClearBit(0)))
        .toArray();
  }

  /**
   * The pairs for which a mask is true, not ranked.
   *
   * @param distances of shape (left rows, right rows), a float dtype
   */
  public static JavaRDD<InternalRow> where(Executor executor, Expr mask, Expr distances) {
    return executor
        .select(mask, distances)
        .flatMap(
            found -> {
              List<ElementReader> readers = found.stream().map(ElementReader::new).toList();
              return IntStream.range(0, found.get(0).size())
                  .mapToObj(
                      i ->
                          pair(
                              (long) readers.get(0).get(i),
                              (long) readers.get(1).get(i),
                              ((Number) readers.get(2).get(i)).doubleValue(),
                              0))
                  .iterator();
            });
  }

  private static InternalRow pair(long left, long right, double distance, int rank) {
    GenericInternalRow row = new GenericInternalRow(4);
    row.setLong(0, left);
    row.setLong(1, right);
    row.setDouble(2, distance);
    row.setInt(3, rank);
    return row;
  }
}
