package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.ClusterDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OptionDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import io.github.sparkndarray.plan.physical.Delivery;
import java.util.List;
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
        "%s with %s and %s%s",
        count(cluster.executors(), "executor"),
        count(cluster.cores(), "core"),
        Bytes.text(cluster.executorBytes()),
        cluster.executors() == 1 ? "" : " each");
  }

  /** What a plan takes as a whole. */
  static String totals(PlanDescription plan) {
    OptionalDouble measured = plan.measuredSeconds();
    String took = measured.isEmpty() ? "" : "; took " + seconds(measured.getAsDouble());
    return String.format(
        Locale.ROOT,
        "%s, %s over a network of %s/s to each executor, %sabout %s%s",
        count(plan.tasks(), "task"),
        Bytes.text(plan.networkBytes()),
        Bytes.text(plan.cluster().bandwidth()),
        plan.readBytes() > 0 ? Bytes.text(plan.readBytes()) + " read from storage, " : "",
        seconds(plan.projectedSeconds()),
        took);
  }

  /** What is not part of a plan, though it must be made before; empty if there is no such thing. */
  static String madeBefore(PlanDescription plan) {
    List<String> names = plan.madeBefore();
    return names.isEmpty()
        ? ""
        : "made before, by plans that are not shown: " + String.join(", ", names);
  }

  /** What a delivery that is possible would move, and as how much that counts where it is more. */
  static String cost(OptionDescription option) {
    String moved = Bytes.text(option.movedBytes());
    String cost = Bytes.text(option.costBytes());
    return cost.equals(moved) ? moved : moved + ", counts as " + cost;
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
