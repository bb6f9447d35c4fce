package io.github.sparkndarray.script.print;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.ScalarType;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.script.value.Value.Sequence;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as {@code print} and a notebook show them. */
public final class ValueText {
  private static final int NAMES_SHOWN = 5;

  private final Map<ArrayValue, Preview> previews = new IdentityHashMap<>();
  private final Map<ArrayValue, List<HostArray>> computed = new IdentityHashMap<>();

  /** Computes arrays in one pass: {@code ScriptHost.compute}. */
  public interface Computation {
    List<HostArray> compute(List<Expr> arrays);
  }

  private final PrintOptions options;

  private ValueText(PrintOptions options) {
    this.options = options;
  }

  /** {@code str} of each value; all the arrays among them are computed together. */
  public static List<String> str(
      List<Value> values, PrintOptions options, Computation computation) {
    ValueText text = new ValueText(options);
    text.compute(values, computation);
    return values.stream().map(text::str).toList();
  }

  /** {@code repr} of a value. */
  public static String repr(Value value, PrintOptions options, Computation computation) {
    ValueText text = new ValueText(options);
    text.compute(List.of(value), computation);
    return text.repr(value);
  }

  private void compute(List<Value> values, Computation computation) {
    List<ArrayValue> arrays = new ArrayList<>();
    values.forEach(value -> find(value, arrays));
    List<Expr> parts = new ArrayList<>();
    for (ArrayValue array : arrays) {
      parts.addAll(previewOf(array).parts());
    }
    if (parts.isEmpty()) {
      return;
    }
    List<HostArray> results = computation.compute(parts);
    int next = 0;
    for (ArrayValue array : arrays) {
      int count = previewOf(array).parts().size();
      computed.put(array, results.subList(next, next + count));
      next += count;
    }
  }

  private Preview previewOf(ArrayValue array) {
    return previews.computeIfAbsent(array, a -> Preview.of(a.expr(), options));
  }

  private void find(Value value, List<ArrayValue> arrays) {
    if (value instanceof ArrayValue array && !arrays.contains(array)) {
      arrays.add(array);
    } else if (value instanceof Sequence sequence) {
      sequence.items().forEach(item -> find(item, arrays));
    } else if (value instanceof Value.Attributes object) {
      object.shownValues().forEach(each -> find(each, arrays));
    } else if (value instanceof Formatted formatted) {
      formatted.values().forEach(each -> find(each, arrays));
    }
  }

  private List<HostArray> valuesOf(ArrayValue array) {
    return computed.getOrDefault(array, List.of());
  }

  /** What a value is formatted from. */
  private final FieldText.Texts texts =
      new FieldText.Texts() {
        @Override
        public String str(Value value) {
          return ValueText.this.str(value);
        }

        @Override
        public String repr(Value value) {
          return ValueText.this.repr(value);
        }

        @Override
        public PythonScalar element(ArrayValue array) {
          return Conversions.element(valuesOf(array).get(0), 0);
        }
      };

  private String str(Value value) {
    if (value instanceof Formatted formatted) {
      return FieldText.of(formatted, texts);
    }
    if (value instanceof ArrayValue array) {
      return previewOf(array).str(valuesOf(array));
    }
    if (value instanceof Value.Text text) {
      return text.text();
    }
    if (value instanceof Value.ElementType type) {
      return type.dtype().numpyName();
    }
    return repr(value);
  }

  private String repr(Value value) {
    if (value instanceof ArrayValue array) {
      return array.isScalar()
          ? ScalarText.repr(valuesOf(array).get(0), 0)
          : previewOf(array).repr(valuesOf(array));
    }
    if (value instanceof Value.Scalar scalar) {
      return ScalarText.of(scalar.scalar());
    }
    if (value instanceof Value.Text text) {
      return ScalarText.repr(text.text());
    }
    if (value instanceof Sequence sequence) {
      return sequence(sequence);
    }
    if (value instanceof Value.ElementType type) {
      return "dtype('" + type.dtype().numpyName() + "')";
    }
    if (value instanceof Value.None) {
      return "None";
    }
    if (value instanceof Value.Ellipsis) {
      return "Ellipsis";
    }
    if (value instanceof ScalarType type) {
      return "<class '" + (type.isPython() ? "" : "numpy.") + type.name() + "'>";
    }
    if (value instanceof Value.Attributes object) {
      return attributes(object);
    }
    if (value instanceof Value.Archive archive) {
      return archive(archive.arrays());
    }
    if (value instanceof Value.ArchiveView view) {
      return view.typeName() + "(" + archive(view.archive().arrays()) + ")";
    }
    if (value instanceof Value.Module module) {
      return "<module '" + module.name() + "'>";
    }
    if (value instanceof Value.Callable callable) {
      return callable.typeName().equals("numpy.ufunc")
          ? "<ufunc '" + callable.name() + "'>"
          : "<function " + callable.name() + ">";
    }
    return "<" + value.typeName() + ">";
  }

  private String attributes(Value.Attributes object) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < object.shown().size(); i++) {
      texts.add(object.shown().get(i) + "=" + attribute(object.shownValues().get(i)));
    }
    return object.typeName() + "(" + String.join(", ", texts) + ")";
  }

  private static String archive(ArrayArchive arrays) {
    List<String> names = arrays.names();
    String first = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    return "NpzFile "
        + ScalarText.repr(arrays.path())
        + " with keys: "
        + first
        + (names.size() > NAMES_SHOWN ? "..." : "");
  }

  /** As NumPy shows what an object has: arrays as they are, numbers and dtypes without a type. */
  private String attribute(Value value) {
    boolean isArray = value instanceof ArrayValue array && !array.isScalar();
    return isArray ? repr(value) : str(value);
  }

  private String sequence(Sequence sequence) {
    String items = sequence.items().stream().map(this::repr).collect(Collectors.joining(", "));
    if (sequence.kind() == Sequence.Kind.LIST) {
      return "[" + items + "]";
    }
    return sequence.items().size() == 1 ? "(" + items + ",)" : "(" + items + ")";
  }
}
