package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a user wants an array to reach the work that reads it, whatever the planner thinks best. */
public enum DeliveryHint {
  /** Whole to every executor, in Spark broadcast variables. */
  BROADCAST,
  /** Broadcast part by part, in as many passes over the work. */
  PANELS,
  /** In parts to the tasks that read them; those of a file are read by the tasks themselves. */
  REPLICATED;

  /** The name in scripts. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The hint of a name, for example {@code "broadcast"}.
   *
   * @throws NDArrayException with the list of names when there is none such
   */
  public static DeliveryHint named(String name) {
    for (DeliveryHint hint : values()) {
      if (hint.text().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return hint;
      }
    }
    throw NDArrayException.of(
        ErrorCode.NAME,
        "Cannot hint '%s': the hints are %s",
        name,
        Stream.of(values()).map(hint -> "'" + hint.text() + "'").collect(Collectors.joining(", ")));
  }
}
