package io.github.sparkndarray.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a shell's input comes from. */
interface ShellInput extends AutoCloseable {

  /** The next input, which may have several lines; null at the end. */
  @Nullable String next() throws IOException;

  /**
   * Has something done on Ctrl-C while input is being run.
   *
   * @return puts things back as they were
   */
  Runnable onInterrupt(Runnable action);

  @Override
  void close() throws IOException;
}
