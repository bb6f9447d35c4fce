package io.github.sparkndarray.script.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.function.Language;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.ElementPlace;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a script. */
final class Namespace {
  private final Map<String, Value> names = new LinkedHashMap<>();
  private final @Nullable Namespace outer;
  private final boolean isOfFormula;
  private final Deque<Runnable> undone = new ArrayDeque<>();
  private final Set<ArrayValue> changed = new LinkedHashSet<>();

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

  /** What was assigned here, by name. */
  Map<String, Value> assigned() {
    return names;
  }

  /** Whether an array, or a view of it, can be reached by a name, apart from one array. */
  boolean reaches(ArrayValue array, ArrayValue apart) {
    return names.values().stream().anyMatch(value -> reaches(value, array, apart))
        || (outer != null && outer.reaches(array, apart));
  }

  /** Gives arrays other elements; what is done here to arrays of others can be undone. */
  void change(ElementPlace.Change change) {
    Runnable undo = change.make();
    if (outer != null) {
      undone.push(undo);
      changed.add(change.owner());
    }
  }

  /** The arrays that were given other elements here. */
  Collection<ArrayValue> changed() {
    return changed;
  }

  /** Gives all arrays the elements that they had before this namespace was there. */
  void undo() {
    while (!undone.isEmpty()) {
      undone.pop().run();
    }
    changed.clear();
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
