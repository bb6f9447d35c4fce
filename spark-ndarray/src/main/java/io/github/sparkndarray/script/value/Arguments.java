package io.github.sparkndarray.script.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of one call, as they were given.
 *
 * @param positional those without a name, in order
 * @param named those with one, in order
 */
public record Arguments(List<Value> positional, Map<String, Value> named) {
  public Arguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** These arguments after the object whose method is called. */
  public Arguments after(Value self) {
    List<Value> all = new ArrayList<>();
    all.add(self);
    all.addAll(positional);
    return new Arguments(all, named);
  }
}
