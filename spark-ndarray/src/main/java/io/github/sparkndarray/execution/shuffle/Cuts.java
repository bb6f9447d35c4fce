package io.github.sparkndarray.execution.shuffle;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/**
 * Where the elements of rows are cut into buckets.
 *
 * @param byRow the cuts of each row, ascending
 * @param perRow how many buckets a row has at most
 * @param rows how many rows there are
 */
record Cuts(Map<Long, List<Cuts.Cut>> byRow, int perRow, long rows) implements Serializable {

  /** Between what is less, or equal and before a position, and all else. */
  record Cut(long key, long position) implements Comparable<Cut>, Serializable {
    @Override
    public int compareTo(Cut other) {
      int byKey = Long.compare(key, other.key);
      return byKey != 0 ? byKey : Long.compare(position, other.position);
    }
  }

  /** Cuts that share out samples of each row evenly. */
  static Cuts of(Map<Long, List<Cut>> samples, int perRow, long rows) {
    samples.replaceAll(
        (row, all) -> {
          List<Cut> sorted = new ArrayList<>(all);
          sorted.sort(null);
          List<Cut> cuts = new ArrayList<>();
          for (int bucket = 1; bucket < perRow; bucket++) {
            cuts.add(sorted.get((int) ((long) bucket * sorted.size() / perRow)));
          }
          return cuts;
        });
    return new Cuts(samples, perRow, rows);
  }

  long buckets() {
    return rows * perRow;
  }

  /** What a sorted part of a row has for each bucket. */
  List<Tuple2<Long, SortedPart>> cut(SortedPart part, long row) {
    List<Tuple2<Long, SortedPart>> parts = new ArrayList<>();
    int from = 0;
    List<Cut> cuts = byRow.getOrDefault(row, List.of());
    for (int bucket = 0; bucket <= cuts.size(); bucket++) {
      int to = bucket < cuts.size() ? firstFrom(part, cuts.get(bucket), from) : part.size();
      if (to > from) {
        parts.add(new Tuple2<>(row * perRow + bucket, part.range(from, to)));
      }
      from = to;
    }
    return parts;
  }

  /** How many elements a sorted part of a row has for each bucket. */
  List<Tuple2<Long, Long>> counts(SortedPart part, long row) {
    List<Tuple2<Long, Long>> counts = new ArrayList<>();
    int from = 0;
    List<Cut> cuts = byRow.getOrDefault(row, List.of());
    for (int bucket = 0; bucket <= cuts.size(); bucket++) {
      int to = bucket < cuts.size() ? firstFrom(part, cuts.get(bucket), from) : part.size();
      if (to > from) {
        counts.add(new Tuple2<>(row * perRow + bucket, (long) (to - from)));
      }
      from = to;
    }
    return counts;
  }

  /** The first element that is not before a cut. */
  private static int firstFrom(SortedPart part, Cut cut, int from) {
    int low = from;
    int high = part.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Cut element = new Cut(part.key(middle), part.position(middle));
      if (element.compareTo(cut) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
