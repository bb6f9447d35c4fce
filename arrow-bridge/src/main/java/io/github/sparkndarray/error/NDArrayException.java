package io.github.sparkndarray.error;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of every error this library raises. The message is one line that names the values and
 * says what to do; where NumPy has words for the same mistake, they are NumPy's.
 */
public class NDArrayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public NDArrayException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public NDArrayException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * An error whose message is formatted as by {@link String#format}, always with {@link
   * Locale#ROOT}.
   */
  public static NDArrayException of(ErrorCode code, String format, @Nullable Object... arguments) {
    return new NDArrayException(code, String.format(Locale.ROOT, format, arguments));
  }

  /** As {@link #of}, with the exception that led to this one. */
  public static NDArrayException causedBy(
      Throwable cause, ErrorCode code, String format, @Nullable Object... arguments) {
    return new NDArrayException(code, String.format(Locale.ROOT, format, arguments), cause);
  }

  /** The one line; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public final ErrorCode code() {
    return code;
  }
}
