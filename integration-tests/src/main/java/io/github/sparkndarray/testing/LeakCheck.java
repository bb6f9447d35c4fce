package io.github.sparkndarray.testing;

import java.time.Duration;
import java.util.List;

/**
 * Looks for what a test left behind. One instance sees one session: {@link #start} is called before
 * Spark starts, {@link #leaks} after it has stopped.
 *
 * <p>Checks are found through {@link java.util.ServiceLoader}, or named in {@link
 * SparkTest#leakChecks}; either way a check needs a public constructor without parameters. One that
 * watches an Arrow allocator:
 *
 * <pre>{@code
 * public final class AllocatorCheck implements LeakCheck {
 *   @Override
 *   public List<String> leaks() {
 *     long bytes = MyLibrary.rootAllocator().getAllocatedMemory();
 *     return bytes == 0 ? List.of() : List.of(bytes + " bytes of Arrow memory are not released");
 *   }
 * }
 * }</pre>
 */
public interface LeakCheck {
  /** How long what ends by itself once its session has stopped may take to do so. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /** Remembers what is there already, and so is not the test's. */
  default void start() {}

  /** What was left behind, a line each; an empty list when all is well. */
  List<String> leaks();
}
