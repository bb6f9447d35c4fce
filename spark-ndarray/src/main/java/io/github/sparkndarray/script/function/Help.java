package io.github.sparkndarray.script.function;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.ScalarType;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code ?name} says, which goes by the tables of functions and of operators. */
public final class Help {
  private static final String NUMPY_PAGES = "https://numpy.org/doc/stable/reference/generated/";

  private Help() {}

  /**
   * Some lines about a value. Nothing is computed for them.
   *
   * @param name how the user has named it
   */
  public static List<String> of(String name, Value value) {
    if (value instanceof Function.Method method) {
      return function(name, method.function(), 1);
    }
    if (value instanceof Function function) {
      return function(name, function, 0);
    }
    if (value instanceof ScalarType type) {
      String of = type.isPython() ? "Python's" : "NumPy's";
      return List.of(name + "(value)", "  converts to " + of + " " + type.name());
    }
    if (value instanceof ArrayValue array) {
      Expr expr = array.expr();
      return List.of(
          name + ": " + array.typeName() + " of shape " + expr.shape() + ", " + expr.dtype());
    }
    List<String> attributes = Language.attributes(value);
    if (!attributes.isEmpty()) {
      return List.of(name + ": " + value.typeName() + " with", wrapped(attributes));
    }
    return List.of(name + ": " + value.typeName());
  }

  private static List<String> function(String name, Function function, int bound) {
    List<String> lines = new ArrayList<>();
    lines.add(name + function.signature().text(bound));
    boolean isNumPys =
        function.places().contains(Place.NUMPY)
            || function.places().contains(Place.NUMPY_LINALG)
            || function.places().contains(Place.ARRAY_METHOD);
    Optional<Operator> operator =
        function.places().contains(Place.NUMPY)
            ? Operator.named(function.name())
            : Optional.empty();
    operator.ifPresent(row -> lines.addAll(operator(function.name(), row)));
    List<String> refused = function.signature().refused();
    if (!refused.isEmpty()) {
      lines.add("  only NumPy has: " + String.join(", ", refused));
    }
    if (isNumPys) {
      lines.add("  " + NUMPY_PAGES + page(function) + ".html");
    }
    return lines;
  }

  private static List<String> operator(String name, Operator operator) {
    List<String> lines = new ArrayList<>();
    lines.add("  element by element; " + operator.typeRule().description());
    List<String> others = new ArrayList<>();
    operator.names().stream()
        .filter(other -> !other.equals(name))
        .forEach(other -> others.add("np." + other));
    if (!operator.symbol().isEmpty()) {
      others.add(
          operator.arity() == 1 ? operator.symbol() + "x" : "x1 " + operator.symbol() + " x2");
    }
    if (!others.isEmpty()) {
      lines.add("  the same as " + String.join(", ", others));
    }
    return lines;
  }

  private static String page(Function function) {
    if (function.places().contains(Place.NUMPY)) {
      return "numpy."
          + Operator.named(function.name()).map(Operator::numpyName).orElse(function.name());
    }
    return (function.places().contains(Place.NUMPY_LINALG) ? "numpy.linalg." : "numpy.ndarray.")
        + function.name();
  }

  /** Words in lines of at most 78 characters. */
  private static String wrapped(List<String> words) {
    StringBuilder text = new StringBuilder(" ");
    int column = 1;
    for (String word : words) {
      if (column + 1 + word.length() > 78) {
        text.append("\n ");
        column = 1;
      }
      text.append(' ').append(word);
      column += 1 + word.length();
    }
    return text.toString();
  }
}
