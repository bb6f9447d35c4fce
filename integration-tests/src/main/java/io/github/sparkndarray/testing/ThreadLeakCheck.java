package io.github.sparkndarray.testing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds threads that a stopped session left running and that would keep a JVM from ending: those
 * that are not daemons. Threads may take a moment to end, so they are given one.
 */
final class ThreadLeakCheck implements LeakCheck {
  /**
   * JUnit's and Surefire's own threads, which may start at any time, and the one thread that all of
   * Netty in a JVM shares: it ends by itself a second after its last task, and closing connections
   * give it new ones for as long as the machine is slow.
   */
  private static final List<String> NOT_OURS =
      List.of(
          "main",
          "DestroyJavaVM",
          "surefire-",
          "junit-",
          "ThreadedStreamConsumer",
          "globalEventExecutor-");

  private Set<Thread> before = Set.of();

  @Override
  public void start() {
    before = Thread.getAllStackTraces().keySet();
  }

  @Override
  public List<String> leaks() {
    Poll.until(PATIENCE, () -> leaked().isEmpty());
    return leaked().stream()
        .map(thread -> "thread \"" + thread.getName() + "\" is running and is no daemon")
        .sorted()
        .toList();
  }

  private Set<Thread> leaked() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon() && !before.contains(thread))
        .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
        .collect(Collectors.toSet());
  }
}
