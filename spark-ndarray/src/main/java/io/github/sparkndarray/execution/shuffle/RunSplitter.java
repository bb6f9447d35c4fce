package io.github.sparkndarray.execution.shuffle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/** Sends runs to the chunks that their positions are in. */
final class RunSplitter {
  private RunSplitter() {}

  static List<Tuple2<Long, FlatRuns>> split(FlatRuns runs, FlatGrid grid) {
    Map<Long, FlatRuns.Builder> parts = new LinkedHashMap<>();
    long from = 0;
    for (int run = 0; run < runs.starts().length; run++) {
      long position = runs.starts()[run];
      long end = position + runs.lengths()[run];
      while (position < end) {
        long number = grid.chunkAt(position);
        int length = (int) (Math.min(end, grid.end(number)) - position);
        parts
            .computeIfAbsent(number, absent -> new FlatRuns.Builder(runs.values().dtype()))
            .add(position, runs.values(), from, length);
        from += length;
        position += length;
      }
    }
    List<Tuple2<Long, FlatRuns>> split = new ArrayList<>();
    parts.forEach((number, builder) -> split.add(new Tuple2<>(number, builder.build())));
    return split;
  }
}
