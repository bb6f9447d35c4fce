package io.github.sparkndarray.cli;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.run.CollectedResults;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.value.Value;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The main job of the README: for each of 171,075 cities the nearest other one, by a NumPy
 * expression over all pairs.
 */
final class NearestCities {
  static final String SCRIPT =
      """
      D = np.sqrt(((X[:, np.newaxis, :] - X) ** 2).sum(axis=-1))
      other = np.where(np.arange(len(X))[:, None] == np.arange(len(X)), np.inf, D)
      nearest = other.argmin(axis=1); distance = other.min(axis=1)
      """;

  private static final String RESULTS = "(nearest, distance)";

  /** The mean radius of the Earth in kilometres (IUGG). */
  private static final double EARTH_KM = 6371.0088;

  private final Path data;

  /** The job over a folder that has {@code cities.csv.gz} and {@code cities_xyz.npy}. */
  NearestCities(Path data) {
    this.data = data;
  }

  /** The lazy arrays {@code nearest} and {@code distance}. */
  List<Expr> expressions(ScriptHost host) {
    CollectedResults results = new CollectedResults();
    Interpreter interpreter = new Interpreter(host, results);
    interpreter.bind(
        "X", host.read(data.resolve("cities_xyz.npy").toUri().toString(), ReadOptions.NONE));
    Value values = interpreter.evaluate(ScriptParser.parse("demo", SCRIPT + RESULTS));
    return CollectedResults.arraysOf(List.of(values));
  }

  /**
   * A city and its nearest other one.
   *
   * @param kilometres along the surface
   */
  record Neighbour(String city, String nearest, double kilometres) {}

  /** The cities whose nearest other city is the farthest away, the farthest first. */
  List<Neighbour> mostIsolated(HostArray nearest, HostArray distance, int count) {
    List<String> names = names();
    return IntStream.range(0, distance.size())
        .boxed()
        .sorted(Comparator.comparing((Function<Integer, Double>) distance::getDouble).reversed())
        .limit(count)
        .map(
            city ->
                new Neighbour(
                    names.get(city),
                    names.get((int) nearest.getLong(city)),
                    surfaceKilometres(distance.getDouble(city))))
        .toList();
  }

  /** The way along the surface between points of the unit sphere that are a chord apart. */
  private static double surfaceKilometres(double chord) {
    return 2 * EARTH_KM * Math.asin(Math.min(1, chord / 2));
  }

  /** Each city's name and country. */
  private List<String> names() {
    Path file = data.resolve("cities.csv.gz");
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.selectFields("name", "country");
    try (InputStream in = new GZIPInputStream(new FileInputStream(file.toFile()))) {
      return new CsvParser(settings)
          .parseAll(in, StandardCharsets.UTF_8).stream()
              .map(row -> row[0] + ", " + row[1])
              .toList();
    } catch (IOException e) {
      throw new NDArrayException(ErrorCode.IO, "Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
