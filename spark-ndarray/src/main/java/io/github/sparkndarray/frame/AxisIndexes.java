package io.github.sparkndarray.frame;

import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Shuffle;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.RowIndex;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Of which tables' rows the axes of an array are, and of which its elements are positions. An axis
 * keeps its table through views, elementwise operations, reductions of other axes and what moves
 * whole rows; positions of extremes, of what is sorted or true are those of the axis that they were
 * looked for along.
 *
 * @param axes one for each axis
 * @param values that of the elements
 */
record AxisIndexes(List<Optional<AxisIndex>> axes, Optional<AxisIndex> values) {

  /** Rows that have ids. */
  sealed interface Rows {
    /** What the ids are called. */
    String name();
  }

  /** All rows of a table. */
  record Table(RowIndex index) implements Rows {
    @Override
    public String name() {
      return index.name();
    }
  }

  /**
   * Rows taken of others.
   *
   * @param positions where along the axis they were taken: int64, of one axis
   */
  record Taken(AxisIndex from, Expr positions) implements Rows {
    @Override
    public String name() {
      return from.rows().name();
    }
  }

  /** An axis that goes through rows: at index {@code i}, row {@code start + step * i}. */
  record AxisIndex(Rows rows, long start, long step) {
    private static AxisIndex all(Rows rows) {
      return new AxisIndex(rows, 0, 1);
    }

    private AxisIndex along(long from, long by) {
      return new AxisIndex(rows, start + step * from, step * by);
    }
  }

  static AxisIndexes of(Expr array) {
    return of(array, new IdentityHashMap<>());
  }

  private static AxisIndexes of(Expr array, Map<Expr, AxisIndexes> known) {
    AxisIndexes found = known.get(array);
    if (found == null) {
      found = find(array, known);
      known.put(array, found);
    }
    return found;
  }

  private static AxisIndexes find(Expr array, Map<Expr, AxisIndexes> known) {
    int rank = array.shape().rank();
    if (array instanceof Stored stored && stored.source() instanceof ClusterArray table) {
      List<Optional<AxisIndex>> axes = none(rank);
      table.index().ifPresent(rows -> axes.set(0, Optional.of(AxisIndex.all(new Table(rows)))));
      return new AxisIndexes(axes, Optional.empty());
    } else if (array instanceof Persist kept) {
      return of(kept.input(), known);
    } else if (array instanceof Hint || array instanceof Rechunk || array instanceof Convert) {
      return of(array.inputs().get(0), known);
    } else if (array instanceof View view) {
      AxisIndexes base = of(view.base(), known);
      return new AxisIndexes(seen(base, view.map(), rank), base.values());
    } else if (array instanceof Elementwise elementwise) {
      return new AxisIndexes(
          together(elementwise.arguments().stream().map(a -> of(a, known)).toList(), rank),
          Optional.empty());
    } else if (array instanceof Reduce reduce) {
      return reduced(reduce, of(reduce.input(), known), rank);
    } else if (array instanceof Shuffled shuffled) {
      return shuffled(shuffled, shuffled.inputs().stream().map(a -> of(a, known)).toList());
    }
    return new AxisIndexes(none(rank), Optional.empty());
  }

  private static List<Optional<AxisIndex>> none(int rank) {
    return new ArrayList<>(Collections.nCopies(rank, Optional.empty()));
  }

  private static List<Optional<AxisIndex>> seen(AxisIndexes base, IndexMap map, int rank) {
    List<Optional<AxisIndex>> axes = none(rank);
    for (int d = 0; d < map.sourceRank(); d++) {
      if (map.axis(d) != IndexMap.NO_AXIS) {
        long start = map.start(d);
        long step = map.step(d);
        axes.set(map.axis(d), base.axes().get(d).map(axis -> axis.along(start, step)));
      }
    }
    return axes;
  }

  /** Where operands say that an axis is of different tables' rows, it is of none. */
  private static List<Optional<AxisIndex>> together(List<AxisIndexes> operands, int rank) {
    List<Optional<AxisIndex>> axes = none(rank);
    for (int axis = 0; axis < rank; axis++) {
      int which = axis;
      List<AxisIndex> said =
          operands.stream().flatMap(o -> o.axes().get(which).stream()).distinct().toList();
      axes.set(axis, said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty());
    }
    return axes;
  }

  private static AxisIndexes reduced(Reduce reduce, AxisIndexes input, int rank) {
    List<Optional<AxisIndex>> left = new ArrayList<>(input.axes());
    int[] axes = reduce.axes();
    for (int i = axes.length - 1; i >= 0; i--) {
      left.remove(axes[i]);
    }
    List<Optional<AxisIndex>> all =
        Stream.concat(left.stream(), none(rank - left.size()).stream()).toList();
    boolean positions = reduce.reduction().isPosition() && axes.length == 1;
    return new AxisIndexes(all, positions ? input.axes().get(axes[0]) : Optional.empty());
  }

  private static AxisIndexes shuffled(Shuffled array, List<AxisIndexes> inputs) {
    AxisIndexes base = inputs.get(0);
    int rank = array.shape().rank();
    List<Optional<AxisIndex>> axes = none(rank);
    if (array.shuffle() instanceof Shuffle.Take) {
      axes = new ArrayList<>(base.axes());
      Expr positions = array.inputs().get(1);
      axes.set(0, axes.get(0).map(from -> AxisIndex.all(new Taken(from, positions))));
      return new AxisIndexes(axes, base.values());
    } else if (array.shuffle() instanceof Shuffle.Compress) {
      Expr positions = Taking.nonzero(array.inputs().get(1), array.shape().size());
      axes.set(0, base.axes().get(0).map(from -> AxisIndex.all(new Taken(from, positions))));
      return new AxisIndexes(axes, base.values());
    } else if (array.shuffle() instanceof Shuffle.Sort sort) {
      axes = new ArrayList<>(base.axes());
      Optional<AxisIndex> along = axes.set(rank - 1, Optional.empty());
      return new AxisIndexes(axes, sort.positions() ? along : base.values());
    } else if (array.shuffle() instanceof Shuffle.Select
        || array.shuffle() instanceof Shuffle.SelectEach) {
      axes = new ArrayList<>(base.axes());
      axes.set(rank - 1, Optional.empty());
      return new AxisIndexes(axes, base.values());
    } else if (array.shuffle() instanceof Shuffle.SingularValues) {
      for (int axis = 0; axis < rank - 1; axis++) {
        axes.set(axis, base.axes().get(axis));
      }
    } else if (array.shuffle() instanceof Shuffle.Nonzero) {
      boolean isOfAxis = base.axes().size() == 1;
      return new AxisIndexes(axes, isOfAxis ? base.axes().get(0) : Optional.empty());
    } else if (array.shuffle() instanceof Shuffle.Reshape) {
      Shape before = array.inputs().get(0).shape();
      for (int axis = 0; axis < Math.min(rank, before.rank()); axis++) {
        if (before.extent(axis) != array.shape().extent(axis)) {
          break;
        }
        axes.set(axis, base.axes().get(axis));
      }
      return new AxisIndexes(axes, base.values());
    } else if (array.shuffle() instanceof Shuffle.Concatenate joined) {
      axes = together(inputs, rank);
      axes.set(joined.axis(), Optional.empty());
    } else if (array.shuffle() instanceof Shuffle.Scatter
        || array.shuffle() instanceof Shuffle.Scan) {
      axes = base.axes();
    }
    return new AxisIndexes(axes, Optional.empty());
  }
}
