package io.github.sparkndarray.script.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.function.Language;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names of a script. */
final class Namespace {
  private final Map<String, Value> names = new LinkedHashMap<>();
  private final @Nullable Namespace outer;
  private final boolean isOfFormula;

  Namespace() {
    this(null, false);
  }

  private Namespace(@Nullable Namespace outer, boolean isOfFormula) {
    this.outer = outer;
    this.isOfFormula = isOfFormula;
  }

  /** A namespace that has NumPy's words without {@code np.}, which hide Python's. */
  static Namespace ofFormula() {
    return new Namespace(null, true);
  }

  /** A namespace that sees this one's names and keeps what is assigned to itself. */
  Namespace inner() {
    return new Namespace(this, isOfFormula);
  }

  void assign(String name, Value value) {
    names.put(name, value);
  }

  Value get(String name) {
    return find(name)
        .or(() -> isOfFormula ? Language.numpy(name) : Optional.empty())
        .or(() -> Language.builtin(name))
        .orElseThrow(() -> NDArrayException.of(ErrorCode.NAME, "name '%s' is not defined", name));
  }

  private Optional<Value> find(String name) {
    Value value = names.get(name);
    if (value != null || outer == null) {
      return Optional.ofNullable(value);
    }
    return outer.find(name);
  }

  /** Whether a name was assigned here, and not only in a namespace that this one sees. */
  boolean owns(String name) {
    return names.containsKey(name);
  }

  /** What was assigned here, by name. */
  Map<String, Value> assigned() {
    return names;
  }

  /** The name under which an array, or a view of it, can still be reached, apart from one array. */
  Optional<String> nameOf(ArrayValue array, ArrayValue apart) {
    for (Map.Entry<String, Value> entry : names.entrySet()) {
      if (reaches(entry.getValue(), array, apart)) {
        return Optional.of(entry.getKey());
      }
    }
    return outer == null ? Optional.empty() : outer.nameOf(array, apart);
  }

  private static boolean reaches(Value value, ArrayValue array, ArrayValue apart) {
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream().anyMatch(item -> reaches(item, array, apart));
    }
    Optional<Value> seen = Optional.of(value);
    while (seen.isPresent() && seen.get() != apart && seen.get() instanceof ArrayValue from) {
      if (from == array) {
        return true;
      }
      seen = from.base().map(base -> base);
    }
    return false;
  }
}
