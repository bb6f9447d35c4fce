package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.examples.NearestCities;
import io.github.sparkndarray.testing.AppJar;
import io.github.sparkndarray.testing.SparkTest;
import io.github.sparkndarray.testing.StandaloneCluster;
import io.github.sparkndarray.testing.SubmitResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The README's programs under {@code spark-submit}, on a Master and two Workers whose class path is
 * Spark's jars alone.
 */
@SparkTest(master = "standalone[2,1,1024]")
class StandaloneSubmitTest {
  private static final Points POINTS = Points.random(5, 3000, 3);

  @TempDir private static Path folder;

  private static Path library;
  private static Path examples;
  private static Path points;

  @BeforeAll
  static void packageAndSave() throws IOException {
    library = applicationJar();
    examples = AppJar.ofModules(folder.resolve("examples.jar"), NearestCities.class);
    points = Points.save(POINTS.array(), folder.resolve("points.npy"));
  }

  /** The jar that the build made, where it has; else the same things from folders of classes. */
  private static Path applicationJar() {
    Path module = location(NDContext.class);
    String name = String.valueOf(module.getFileName());
    Path built = module.resolveSibling(name.replaceFirst("\\.jar$", "-app.jar"));
    return name.endsWith(".jar") && Files.exists(built)
        ? built
        : AppJar.ofModules(
            folder.resolve("app.jar"), NDContext.class, DType.class, CommandLine.class);
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theExampleFindsEveryPointsNearestNeighbour(StandaloneCluster cluster) throws IOException {
    Path nearest = folder.resolve("nearest.npy");
    Path distance = folder.resolve("distance.npy");
    cluster
        .submit(NearestCities.class.getName(), examples)
        .jars(library)
        .arguments(points.toString(), nearest.toString(), distance.toString())
        .run()
        .requireSuccess();

    long[] expected = POINTS.nearest();
    assertThat(Points.longs(Points.load(nearest))).isEqualTo(expected);
    HostArray distances = Points.load(distance);
    assertThat(distances.dtype()).isEqualTo(DType.FLOAT64);
    for (int i = 0; i < expected.length; i++) {
      double exact = POINTS.distance(i, (int) expected[i]);
      assertThat(distances.getDouble(i)).isCloseTo(exact, withinUlps(2, exact));
    }
  }

  private static Offset<Double> withinUlps(int count, double value) {
    return Offset.offset(count * Math.ulp(value));
  }

  @Test
  void theCommandLineRunsOnTheClusterToo(StandaloneCluster cluster) throws IOException {
    long before = applications(cluster);
    SubmitResult result =
        cluster
            .submit("io.github.sparkndarray.cli.Main", library)
            .conf("spark.ndarray.driver.maxPoints", "0")
            .arguments("eval", "(X * 0 + 2).sum(axis=0)", "--in", "X=" + points)
            .run()
            .requireSuccess();
    assertThat(result.standardOutput().strip()).isEqualTo("[6000. 6000. 6000.]");
    assertThat(applications(cluster)).isEqualTo(before + 1);
  }

  /** How many applications the Master has seen. */
  private static long applications(StandaloneCluster cluster) throws IOException {
    return Files.readString(cluster.sparkHome().resolve("logs/master.log"))
        .lines()
        .filter(line -> line.contains("Registering app "))
        .count();
  }

  @Test
  void aMissingFileIsOneLineAndStatusOne(StandaloneCluster cluster) {
    SubmitResult result =
        cluster
            .submit("io.github.sparkndarray.cli.Main", library)
            .arguments("eval", "X.sum()", "--in", "X=" + folder.resolve("missing.npy"))
            .run();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.standardOutput()).isEmpty();
    assertThat(result.standardError())
        .contains("missing.npy")
        .doesNotContain("\tat io.github.sparkndarray");
  }
}
