package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Rows where an array of indices says: each chunk of indices asks the chunks that have the rows,
 * and these send what they have of them to where it belongs.
 */
final class RowTake {
  private RowTake() {}

  static JavaRDD<FlatRuns> of(
      FlatArray x, FlatArray indices, Partitioner by, JavaSparkContext spark) {
    FlatGrid grid = x.grid();
    FlatGrid asking = indices.grid();
    Shape shape = x.shape();
    long rows = shape.extent(0);
    long row = rows == 0 ? 0 : shape.size() / rows;
    DType dtype = x.dtype();
    // Wanted rows, as runs of an array of indices whose positions are the result's rows.
    JavaPairRDD<Long, FlatRuns> wanted =
        indices
            .chunks()
            .flatMapToPair(
                chunk -> requests(chunk._2(), asking.start(chunk._1()), row, grid).iterator());
    if (asking.size() == 1) {
      return answered(x, wanted.groupByKey().collectAsMap(), row, spark);
    }
    return ForgetfulStreams.shuffled(x.chunks().cogroup(wanted, by))
        .flatMap(
            group -> {
              List<FlatRuns> answers = new ArrayList<>();
              for (HostArray chunk : group._2()._1()) {
                for (FlatRuns request : group._2()._2()) {
                  answers.add(answer(dtype, chunk, grid, group._1(), row, request));
                }
              }
              return answers.iterator();
            });
  }

  /** What one chunk of indices asks for: sent to all chunks, none of which has to move. */
  private static JavaRDD<FlatRuns> answered(
      FlatArray x, Map<Long, Iterable<FlatRuns>> wanted, long row, JavaSparkContext spark) {
    FlatGrid grid = x.grid();
    DType dtype = x.dtype();
    HashMap<Long, ArrayList<FlatRuns>> requests = new HashMap<>();
    wanted.forEach(
        (number, runs) -> {
          ArrayList<FlatRuns> own = new ArrayList<>();
          runs.forEach(own::add);
          requests.put(number, own);
        });
    Broadcast<HashMap<Long, ArrayList<FlatRuns>>> sent = spark.broadcast(requests);
    return x.chunks()
        .flatMap(
            chunk -> {
              List<FlatRuns> answers = new ArrayList<>();
              for (FlatRuns request : sent.value().getOrDefault(chunk._1(), new ArrayList<>())) {
                answers.add(answer(dtype, chunk._2(), grid, chunk._1(), row, request));
              }
              return answers.iterator();
            });
  }

  private static List<Tuple2<Long, FlatRuns>> requests(
      HostArray indices, long start, long row, FlatGrid grid) {
    Map<Long, FlatRuns.Builder> byChunk = new LinkedHashMap<>();
    for (int i = 0; i < indices.size() && row > 0; i++) {
      long first = indices.getLong(i) * row;
      long last = grid.chunkAt(first + row - 1);
      for (long number = grid.chunkAt(first); number <= last; number++) {
        byChunk
            .computeIfAbsent(number, absent -> new FlatRuns.Builder(DType.INT64))
            .add(start + i, indices, i, 1);
      }
    }
    List<Tuple2<Long, FlatRuns>> requests = new ArrayList<>();
    byChunk.forEach((number, builder) -> requests.add(new Tuple2<>(number, builder.build())));
    return requests;
  }

  private static FlatRuns answer(
      DType dtype, HostArray chunk, FlatGrid grid, long number, long row, FlatRuns request) {
    FlatRuns.Builder answer = new FlatRuns.Builder(dtype);
    int next = 0;
    for (int run = 0; run < request.starts().length; run++) {
      for (int i = 0; i < request.lengths()[run]; i++) {
        long first = request.values().getLong(next++) * row;
        long from = Math.max(first, grid.start(number));
        long to = Math.min(first + row, grid.end(number));
        long place = (request.starts()[run] + i) * row + (from - first);
        answer.add(place, chunk, from - grid.start(number), (int) (to - from));
      }
    }
    return answer.build();
  }
}
