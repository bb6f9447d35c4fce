package io.github.sparkndarray.script.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.Selection.Basic;
import io.github.sparkndarray.expr.Selection.Item;
import io.github.sparkndarray.expr.Selection.Mask;
import io.github.sparkndarray.expr.Selection.Positions;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.SlicedGrids;
import io.github.sparkndarray.script.print.ValueText;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.ElementPlace;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Indexing;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code x[…]} of arrays, tuples, lists and strings. */
final class Subscripts {
  private final Environment environment;

  Subscripts(Environment environment) {
    this.environment = environment;
  }

  /** The value of {@code base[index]}. */
  Value get(Value base, Value index) {
    if (base instanceof ArrayValue array) {
      return element(array, index);
    }
    if (base instanceof Value.Sequence sequence) {
      if (index instanceof Value.Slice) {
        return new Value.Sequence(sequence.kind(), pick(sequence.items(), index, base.typeName()));
      }
      return pick(sequence.items(), index, base.typeName()).get(0);
    }
    if (base instanceof Value.Grid grid) {
      return SlicedGrids.of(grid, index, environment);
    }
    if (base instanceof Value.Archive archive) {
      return ofName(archive, index);
    }
    if (base instanceof Value.Text text) {
      List<String> characters = text.text().codePoints().mapToObj(Character::toString).toList();
      return new Value.Text(String.join("", pick(characters, index, "string")));
    }
    throw NDArrayException.of(ErrorCode.INDEX, "'%s' object is not subscriptable", base.typeName());
  }

  private static Value ofName(Value.Archive archive, Value key) {
    if (key instanceof Value.Slice) {
      throw NDArrayException.of(ErrorCode.DTYPE, "unhashable type: 'slice'");
    }
    String name = key instanceof Value.Text text ? text.text() : keyText(key);
    return archive
        .get(name)
        .orElseThrow(
            () -> NDArrayException.of(ErrorCode.INDEX, "'%s is not a file in the archive'", name));
  }

  /** A key that names nothing, as an error shows it. */
  private static String keyText(Value key) {
    return key instanceof Value.Scalar || key.equals(Value.NONE)
        ? ValueText.repr(key, PrintOptions.DEFAULT, arrays -> List.of())
        : key.typeName();
  }

  private Value element(ArrayValue array, Value index) {
    List<Item> items = items(index);
    if (items.stream().anyMatch(item -> !(item instanceof Basic))) {
      return ArrayValue.computed(Selection.of(array.expr(), items, known()));
    }
    List<Index> basic = items.stream().map(item -> ((Basic) item).index()).toList();
    boolean isElement =
        !basic.isEmpty()
            && basic.stream().allMatch(Index.At.class::isInstance)
            && basic.size() == array.expr().shape().rank();
    if (isElement || (basic.isEmpty() && array.expr().shape().rank() == 0)) {
      return ArrayValue.computed(View.index(array.expr(), basic));
    }
    return array.view(expr -> View.index(expr, basic));
  }

  /**
   * What {@code array[index] = value} makes of the array, or of the one that it is a view of.
   *
   * @param place where the array's elements are
   */
  ElementPlace.Change assigned(ArrayValue array, ElementPlace place, Value index, Value value) {
    Expr values = Conversions.toElements(value, array.expr().dtype(), environment);
    return place.assigned(items(index), values, known());
  }

  private Selection.Known known() {
    return expr -> environment.compute(expr).getLong(0);
  }

  private List<Item> items(Value index) {
    List<Item> items = new ArrayList<>();
    if (index instanceof Value.Sequence tuple && tuple.kind() == Value.Sequence.Kind.TUPLE) {
      tuple.items().forEach(item -> items.add(arrayOrBasic(item)));
    } else {
      items.add(arrayOrBasic(index));
    }
    return items;
  }

  private Item arrayOrBasic(Value item) {
    boolean array =
        item instanceof Value.Sequence
            || isBool(item)
            || (item instanceof ArrayValue && !isInteger(item));
    if (!array) {
      return new Basic(item(item));
    }
    Expr indices = Conversions.toArray(item, environment).expr();
    if (indices.dtype() == DType.BOOL) {
      return new Mask(indices);
    }
    if (indices.dtype().isInteger()
        || (item instanceof Value.Sequence && indices.shape().size() == 0)) {
      return new Positions(indices);
    }
    throw NDArrayException.of(
        ErrorCode.INDEX,
        item instanceof Value.Sequence
            ? "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or"
                + " boolean arrays are valid indices"
            : "arrays used as indices must be of integer (or boolean) type");
  }

  private Index item(Value item) {
    if (item.equals(Value.NONE)) {
      return new Index.NewAxis();
    }
    if (item instanceof Value.Ellipsis) {
      return new Index.Ellipsis();
    }
    if (item instanceof Value.Slice slice) {
      return new Index.Range(bound(slice.start()), bound(slice.stop()), bound(slice.step()));
    }
    if (item.typeName().equals("int") || isInteger(item)) {
      return new Index.At(Conversions.toInteger(item, environment));
    }
    throw NDArrayException.of(
        ErrorCode.INDEX,
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or"
            + " boolean arrays are valid indices");
  }

  private static boolean isInteger(Value item) {
    return item instanceof ArrayValue array
        && array.expr().shape().rank() == 0
        && array.expr().dtype().isInteger();
  }

  /** Whether Python takes a value for an index: a bool or an int, or what NumPy has for them. */
  private static boolean isIndex(Value value) {
    boolean isFloat = value.typeName().equals("float");
    return (value instanceof Value.Scalar && !isFloat) || isInteger(value);
  }

  private static boolean isBool(Value item) {
    return item.typeName().equals("bool");
  }

  private @Nullable Long bound(Value value) {
    if (value.equals(Value.NONE)) {
      return null;
    }
    if (!isIndex(value)) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "slice indices must be integers or None or have an __index__ method");
    }
    if (value instanceof Value.Scalar number && number.scalar().large() != null) {
      return number.scalar().real() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return Conversions.toInteger(value, environment);
  }

  /** One item, or those of a slice. */
  private <T> List<T> pick(List<T> items, Value index, String type) {
    Shape shape = Shape.of(items.size());
    if (index instanceof Value.Slice) {
      IndexMap map = Indexing.resolve(shape, List.of(item(index)));
      List<T> picked = new ArrayList<>();
      for (long i = 0; i < map.target().size(); i++) {
        picked.add(items.get((int) map.sourceIndex(0, new long[] {i})));
      }
      return picked;
    }
    if (!isIndex(index)) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "%s indices must be integers or slices, not %s", type, index.typeName());
    }
    long position = Conversions.toInteger(index, environment);
    long wrapped = position < 0 ? position + items.size() : position;
    if (wrapped < 0 || wrapped >= items.size()) {
      throw NDArrayException.of(ErrorCode.INDEX, "%s index out of range", type);
    }
    return List.of(items.get((int) wrapped));
  }
}
