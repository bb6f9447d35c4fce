package io.github.sparkndarray.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has used. */
final class PeakMemory {
  private static final Path LINUX_STATUS = Path.of("/proc/self/status");

  private PeakMemory() {}

  /**
   * The peak resident size in bytes where the system tells it, else the peak of the JVM's pools.
   */
  static long bytes() {
    if (Files.isReadable(LINUX_STATUS)) {
      try {
        for (String line : Files.readAllLines(LINUX_STATUS)) {
          if (line.startsWith("VmHWM:")) {
            return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
          }
        }
      } catch (IOException e) {
        return poolBytes();
      }
    }
    return poolBytes();
  }

  private static long poolBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
