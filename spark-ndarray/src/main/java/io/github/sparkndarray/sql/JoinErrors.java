package io.github.sparkndarray.sql;

import io.github.sparkndarray.frame.FrameErrors;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import org.jspecify.annotations.Nullable;

/** What joins refuse. */
final class JoinErrors {
  private JoinErrors() {}

  /** An argument that cannot be. */
  static RuntimeException refused(String format, @Nullable Object... arguments) {
    return FrameErrors.of(Condition.ND_INVALID_ARGUMENT, format, arguments);
  }
}
