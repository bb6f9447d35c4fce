package io.github.sparkndarray.kernel.run;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** An array that is used again and again by one thread, as long as it is long enough. */
final class Staging {
  private @Nullable Object array;

  /** An array of a panel's type, of at least the given length, with anything in it. */
  Object array(Object panel, int length) {
    Object known = array;
    if (known == null || Array.getLength(known) < length) {
      known = Panels.like(panel, length);
      array = known;
    }
    return known;
  }

  /** How long it is. */
  int length() {
    return array == null ? 0 : Array.getLength(array);
  }
}
