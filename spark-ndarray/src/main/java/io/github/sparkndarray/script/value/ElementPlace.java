package io.github.sparkndarray.script.value;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.Taking;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of an array are to be changed: those of a view are some of its owner's, which
 * is what has to change, and with it all that look at it.
 */
public final class ElementPlace {
  private final ArrayValue array;
  private final ArrayValue owner;
  private final Part part;

  private ElementPlace(ArrayValue array, ArrayValue owner, Part part) {
    this.array = array;
    this.owner = owner;
    this.part = part;
  }

  /**
   * The place of an array's elements.
   *
   * @param isSeen whether an array can be seen in any other way than through a given view of it:
   *     where it cannot, the view may as well become an array of its own
   * @throws NDArrayException if the array cannot be changed
   */
  public static ElementPlace of(ArrayValue array, BiPredicate<ArrayValue, ArrayValue> isSeen) {
    if (array.isReadOnly()) {
      throw NDArrayException.of(ErrorCode.VALUE, "assignment destination is read-only");
    }
    ArrayValue owner = array;
    Part part = Part.ALL;
    Part above = array.part();
    ArrayValue view = array;
    for (Optional<ArrayValue> base = view.base(); base.isPresent(); base = view.base()) {
      if (isSeen.test(base.get(), view)) {
        owner = base.get();
        part = above;
      }
      view = base.get();
      above = above == Part.ALL ? view.part() : above;
    }
    return new ElementPlace(array, owner, part);
  }

  /** The place of an array's elements, of which all that it is a view of is taken for seen. */
  public static ElementPlace of(ArrayValue array) {
    return of(array, (base, view) -> true);
  }

  /** What {@code array[items] = values} makes of the owner. */
  public Change assigned(List<Selection.Item> items, Expr values, Selection.Known known) {
    Expr all = part.of(owner.expr());
    Expr elements =
        owner == array
            ? Selection.assigned(all, items, values, known)
            : Selection.assigned(all, positions(), items, values, known);
    return new Change(array, owner, part.put(owner.expr(), elements), null);
  }

  /** What other elements of the array make of the owner. */
  public Change replaced(Expr elements) {
    if (owner == array) {
      return new Change(array, owner, elements, null);
    }
    Expr all = part.of(owner.expr());
    Expr positions = positions();
    // Under another shape the elements are the same in their order, and none is left.
    boolean isReshaped =
        positions instanceof Generated && positions.shape().size() == all.shape().size();
    Expr changed =
        isReshaped
            ? Reshape.of(elements, all.shape().extents())
            : Taking.scatter(all, positions, elements);
    return new Change(array, owner, part.put(owner.expr(), changed), elements);
  }

  /** Where the array's elements are among the owner's, in C order. */
  private Expr positions() {
    Deque<ArrayValue> views = new ArrayDeque<>();
    for (ArrayValue view = array; view != owner; view = view.base().orElseThrow()) {
      views.push(view);
    }
    Expr positions = Indices.positions(owner.expr().shape());
    for (ArrayValue view : views) {
      positions = view.part() == Part.ALL ? view.viewOf(positions) : positions;
    }
    return positions;
  }

  /** Other elements for an owner, and what is known of them. */
  public static final class Change {
    private final ArrayValue array;
    private final ArrayValue owner;
    private final Expr elements;
    private final @Nullable Expr ofArray;

    private Change(ArrayValue array, ArrayValue owner, Expr elements, @Nullable Expr ofArray) {
      this.array = array;
      this.owner = owner;
      this.elements = elements;
      this.ofArray = ofArray;
    }

    /** The array that has other elements then, as have all that look at it. */
    public ArrayValue owner() {
      return owner;
    }

    /**
     * Gives the owner the elements.
     *
     * @return gives it back those that it had
     */
    public Runnable make() {
      Runnable undo = owner.replace(elements);
      if (ofArray != null) {
        array.sees(ofArray);
      }
      return undo;
    }
  }
}
