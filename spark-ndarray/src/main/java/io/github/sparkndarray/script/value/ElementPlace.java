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

  /** The owner's elements, changed where an index of the array says. */
  public Expr assigned(List<Selection.Item> items, Expr values, Selection.Known known) {
    Expr all = part.of(owner.expr());
    return part.put(
        owner.expr(),
        owner == array
            ? Selection.assigned(all, items, values, known)
            : Selection.assigned(all, positions(), items, values, known));
  }

  /** The owner's elements with others in place of the array's. */
  public Expr replaced(Expr elements) {
    if (owner == array) {
      return elements;
    }
    Expr all = part.of(owner.expr());
    Expr positions = positions();
    // Under another shape the elements are the same in their order, and none is left.
    boolean isReshaped =
        positions instanceof Generated && positions.shape().size() == all.shape().size();
    return part.put(
        owner.expr(),
        isReshaped
            ? Reshape.of(elements, all.shape().extents())
            : Taking.scatter(all, positions, elements));
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

  public ArrayValue owner() {
    return owner;
  }

  /**
   * Gives the owner other elements.
   *
   * @return gives it back those that it had
   */
  public Runnable change(Expr elements) {
    return owner.replace(elements);
  }
}
