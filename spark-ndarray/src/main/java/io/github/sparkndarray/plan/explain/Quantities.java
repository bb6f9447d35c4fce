package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.ClusterDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import io.github.sparkndarray.plan.physical.Delivery;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers of plans for people. */
final class Quantities {
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  private Quantities() {}

  /** For example {@code 12 ms}, {@code 3.4 s}, {@code 2.5 h}. */
  static String seconds(double seconds) {
    if (seconds < 0.0995) {
      return seconds < 1e-3
          ? String.format(Locale.ROOT, "%.0f µs", seconds * 1e6)
          : String.format(Locale.ROOT, "%.0f ms", seconds * 1e3);
    }
    if (seconds < 2 * MINUTE) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    if (seconds < 2 * HOUR) {
      return String.format(Locale.ROOT, "%.0f min", seconds / MINUTE);
    }
    return seconds < 2 * DAY
        ? String.format(Locale.ROOT, "%.1f h", seconds / HOUR)
        : String.format(Locale.ROOT, "%,.1f days", seconds / DAY);
  }

  /** For example {@code 12,000 tasks}. */
  static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /** For example {@code 4 executors with 2 cores and 4.0 GiB each}. */
  static String cluster(ClusterDescription cluster) {
    return String.format(
        Locale.ROOT,
        "%s with %s and %s each",
        count(cluster.executors(), "executor"),
        count(cluster.cores(), "core"),
        Bytes.text(cluster.executorBytes()));
  }

  /** What a plan takes as a whole. */
  static String totals(PlanDescription plan) {
    OptionalDouble measured = plan.measuredSeconds();
    String took = measured.isEmpty() ? "" : "; took " + seconds(measured.getAsDouble());
    return String.format(
        Locale.ROOT,
        "%s, %s over a network of %s/s to each executor, about %s%s",
        count(plan.tasks(), "task"),
        Bytes.text(plan.networkBytes()),
        Bytes.text(plan.cluster().bandwidth()),
        seconds(plan.projectedSeconds()),
        took);
  }

  /** A delivery by its name, in a few words. */
  static String delivery(String name) {
    return switch (Delivery.valueOf(name)) {
      case LOCAL -> "on the driver";
      case MAPPED -> "mapped file";
      case ALIGNED -> "aligned";
      case BROADCAST -> "broadcast";
      case PANELS -> "in panels";
      case REPLICATED -> "in parts";
      case STORED -> "slices read";
    };
  }
}
