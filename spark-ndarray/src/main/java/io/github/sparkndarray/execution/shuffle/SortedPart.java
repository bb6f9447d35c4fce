package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.OrderedKeys;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorted keys of one chunk, or of what lies between two cuts, and a position for each that no other
 * element has: where it was, or, where that is not asked for, any number of the chunk's own.
 *
 * @param keys int64, ascending
 * @param positions int64; null where they are counted from the first
 * @param first the first position where they are counted
 */
record SortedPart(HostArray keys, @Nullable HostArray positions, long first)
    implements Serializable {

  /**
   * The elements of a chunk.
   *
   * @param start the position of its first element
   * @param places whether it is asked for where elements were
   */
  static SortedPart of(HostArray chunk, long start, boolean places) {
    long[] keys = SortKeys.of(chunk, places);
    if (!places) {
      // Equal elements cannot be told apart: any numbering that no other chunk has will do.
      OrderedKeys.sort(keys, 0, keys.length);
      return new SortedPart(array(keys), null, start);
    }
    long[] positions = new long[keys.length];
    Arrays.setAll(positions, i -> start + i);
    PairSort.sort(keys, positions);
    return new SortedPart(array(keys), array(positions), 0);
  }

  private static HostArray array(long[] values) {
    return HostArray.ofLongs(Shape.of(values.length), values);
  }

  int size() {
    return keys.size();
  }

  long key(int i) {
    return keys.getLong(i);
  }

  long position(int i) {
    HostArray own = positions;
    return own == null ? first + i : own.getLong(i);
  }

  /** So many elements at equal distances. */
  List<Cuts.Cut> samples(int count) {
    List<Cuts.Cut> samples = new ArrayList<>();
    int step = Math.max(1, size() / count);
    for (int i = step / 2; i < size(); i += step) {
      samples.add(new Cuts.Cut(key(i), position(i)));
    }
    return samples;
  }

  SortedPart range(int from, int to) {
    HostArray own = positions;
    return new SortedPart(
        range(keys, from, to), own == null ? null : range(own, from, to), first + from);
  }

  private static HostArray range(HostArray values, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(values.bytes(), from * Long.BYTES, to * Long.BYTES);
    return HostArray.wrap(DType.INT64, Shape.of(to - from), bytes);
  }

  /**
   * The elements of several parts in order.
   *
   * @param dtype of the elements
   */
  static HostArray merged(Iterable<SortedPart> parts, DType dtype) {
    long[] keys = all(inOrder(parts), false);
    // Parts are sorted, which Java's sort finds and merges.
    Arrays.sort(keys);
    return SortKeys.elements(dtype, Shape.of(keys.length), keys);
  }

  /** Where the elements of several parts, in order, were, counted from the start of their row. */
  static HostArray mergedPlaces(Iterable<SortedPart> parts, long rowStart) {
    List<SortedPart> list = inOrder(parts);
    long[] keys = all(list, false);
    long[] positions = all(list, true);
    PairSort.sort(keys, positions);
    Arrays.setAll(positions, i -> positions[i] - rowStart);
    return array(positions);
  }

  /** Of equal elements those of earlier chunks come first. */
  private static List<SortedPart> inOrder(Iterable<SortedPart> parts) {
    List<SortedPart> list = new ArrayList<>();
    parts.forEach(list::add);
    list.sort(Comparator.comparingLong(part -> part.position(0)));
    return list;
  }

  /** The keys, or the positions, of all parts, one after the other. */
  private static long[] all(List<SortedPart> parts, boolean places) {
    long[] all = new long[parts.stream().mapToInt(SortedPart::size).sum()];
    int at = 0;
    for (SortedPart part : parts) {
      HostArray own = part.positions;
      HostArray from = places && own != null ? own : part.keys;
      from.buffer().asLongBuffer().get(all, at, part.size());
      at += part.size();
    }
    return all;
  }
}
