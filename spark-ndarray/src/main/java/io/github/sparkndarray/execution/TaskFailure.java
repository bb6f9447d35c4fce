package io.github.sparkndarray.execution;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the error that a user can act on in what Spark throws when a task has failed. */
final class TaskFailure {
  /** Spark gives the driver a failed task's exception as text only. */
  private static final Pattern OURS =
      Pattern.compile(Pattern.quote(NDArrayException.class.getName()) + ": ([^\\n]*)");

  private TaskFailure() {}

  static NDArrayException asUserError(Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof NDArrayException ours) {
        return ours;
      }
    }
    String text = String.valueOf(thrown.getMessage());
    Matcher ours = OURS.matcher(text);
    if (ours.find()) {
      return new NDArrayException(ErrorCode.VALUE, ours.group(1), thrown);
    }
    return new NDArrayException(
        ErrorCode.INTERNAL,
        "Cannot finish the Spark job: " + text.lines().findFirst().orElse(""),
        thrown);
  }
}
