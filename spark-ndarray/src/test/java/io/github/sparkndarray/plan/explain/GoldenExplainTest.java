package io.github.sparkndarray.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.OffHeapMemory;
import io.github.sparkndarray.plan.Plans;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.Delivery;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.Planner;
import io.github.sparkndarray.plan.physical.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code explain} says of whole plans, compared with files that are reviewed as diffs. {@code
 * -Dupdate.golden=true} writes them anew.
 */
class GoldenExplainTest {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("basedir", ""),
          "src/test/resources/io/github/sparkndarray/plan/explain/golden");

  private static PlanDescription describe(Plans.Case of) {
    return Describer.describe(
        Planner.plan(Lowering.lower(of.outputs()), Sink.WRITE, of.cluster(), PlanSettings.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("io.github.sparkndarray.plan.Plans#all")
  void textIsAsReviewed(Plans.Case of) throws IOException {
    compare(FOLDER.resolve(of.name() + ".txt"), TextRenderer.render(describe(of)));
  }

  @ParameterizedTest
  @MethodSource("io.github.sparkndarray.plan.Plans#all")
  void jsonIsAsReviewed(Plans.Case of) throws IOException {
    compare(FOLDER.resolve(of.name() + ".json"), JsonRenderer.render(describe(of)));
  }

  private static void compare(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("update.golden")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    String expected = Files.exists(file) ? Files.readString(file) : "";
    if (!comparable(expected).equals(comparable(actual))) {
      throw new AssertionError(
          file.getFileName()
              + " is stale. If the new plan is right, run this test with -Dupdate.golden=true and"
              + " commit what changed:\n"
              + Diff.of(expected, actual));
    }
  }

  /**
   * A plan without what tasks keep, where the JVM loads no vectors from the heap's bytes: kernels
   * then keep copies of what comes from there, which the files do not count.
   */
  private static String comparable(String plan) {
    return OffHeapMemory.type(Instructions.VECTOR).equals(ByteBuffer.class.getName())
        ? plan
        : plan.replaceAll("(\"taskBytes\" : |\\n  memory  )[^,]+", "$1");
  }

  @Test
  void everyDeliveryHasAGoldenFile() {
    assertThat(
            Plans.all()
                .flatMap(of -> describe(of).stages().stream())
                .flatMap(stage -> stage.inputs().stream())
                .map(PlanDescription.InputDescription::delivery)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(Stream.of(Delivery.values()).map(Enum::name).toList());
  }

  @Test
  void noGoldenFileIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Plans.all()
                  .flatMap(of -> Stream.of(of.name() + ".txt", of.name() + ".json"))
                  .collect(Collectors.toList()));
    }
  }

  @Test
  void aStaleFileIsToldByWhatDiffers() {
    assertThat(Diff.of("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nD\ne\nf\ng\nh"))
        .isEqualTo("  b\n  c\n- d\n+ D\n  e\n  f\n  g\n+ h\n");
    assertThat(Diff.of("a\nb", "a\nb")).isEmpty();
  }
}
