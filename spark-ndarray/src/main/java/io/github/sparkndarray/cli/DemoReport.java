package io.github.sparkndarray.cli;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.cli.NearestCities.Neighbour;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.TextRenderer;
import io.github.sparkndarray.plan.physical.Bytes;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import java.util.List;
import java.util.Locale;

/** What the demo prints. */
final class DemoReport {
  private static final int CITIES = 10;

  private DemoReport() {}

  static String of(NearestCities job, PhysicalPlan plan, List<HostArray> results, double seconds) {
    HostArray nearest = results.get(0);
    HostArray distance = results.get(1);
    double pairs = (double) distance.size() * distance.size();
    StringBuilder text = new StringBuilder();
    text.append(TextRenderer.render(Describer.describe(plan))).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "%,d cities, %.1f billion pairs in %.1f s: %.2f ns per pair, %.2f billion pairs a"
                + " second%n",
            distance.size(),
            pairs / 1e9,
            seconds,
            seconds * 1e9 / pairs,
            pairs / 1e9 / seconds));
    // X[:, None, :] - X and its square are there at the same time.
    text.append(
        String.format(
            Locale.ROOT,
            "memory: %s for the two (%d, %d, 3) arrays that NumPy would make; %s used by this"
                + " process at its peak%n%n",
            Bytes.text(2 * 3 * 8 * pairs),
            distance.size(),
            distance.size(),
            Bytes.text(PeakMemory.bytes())));
    text.append(table(job.mostIsolated(nearest, distance, CITIES)));
    return text.toString();
  }

  private static String table(List<Neighbour> rows) {
    int city = width(rows.stream().map(Neighbour::city).toList(), "the most isolated cities");
    int nearest = width(rows.stream().map(Neighbour::nearest).toList(), "nearest other city");
    StringBuilder text = new StringBuilder();
    String format = "%-" + city + "s  %-" + nearest + "s  %8s%n";
    text.append(
        String.format(Locale.ROOT, format, "the most isolated cities", "nearest other city", "km"));
    for (Neighbour row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              format,
              row.city(),
              row.nearest(),
              String.format(Locale.ROOT, "%,.0f", row.kilometres())));
    }
    return text.toString();
  }

  private static int width(List<String> texts, String heading) {
    return Math.max(heading.length(), texts.stream().mapToInt(String::length).max().orElse(0));
  }
}
