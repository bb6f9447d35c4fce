package io.github.sparkndarray.testing;

/** How an application that was submitted to a {@link StandaloneCluster} ended. */
public record SubmitResult(int exitCode, String standardOutput, String standardError) {

  /**
   * Returns this result of an application that succeeded.
   *
   * @throws AssertionError with the end of what it said when it did not
   */
  public SubmitResult requireSuccess() {
    if (exitCode != 0) {
      throw new AssertionError(
          String.format(
              "The application ended with exit code %d. Its standard output ends:%n%s%n"
                  + "Its standard error ends:%n%s",
              exitCode, LogTail.of(standardOutput), LogTail.of(standardError)));
    }
    return this;
  }
}
