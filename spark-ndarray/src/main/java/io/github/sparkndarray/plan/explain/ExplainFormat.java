package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms in which a plan is shown. */
public enum ExplainFormat {
  /** For people. */
  TEXT,
  /** For programs: {@link PlanDescription} as JSON. */
  JSON,
  /** A picture, also for people. */
  SVG,
  /** The source of the kernels. */
  CODEGEN;

  /**
   * The form of a name, in any case.
   *
   * @throws NDArrayException when there is none
   */
  public static ExplainFormat named(String name) {
    for (ExplainFormat format : values()) {
      if (format.name().equalsIgnoreCase(name)) {
        return format;
      }
    }
    throw NDArrayException.of(
        ErrorCode.VALUE,
        "Cannot explain as '%s': there are %s",
        name,
        Stream.of(values())
            .map(format -> format.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
  }
}
