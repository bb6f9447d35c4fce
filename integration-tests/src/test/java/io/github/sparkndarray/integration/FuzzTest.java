package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random expressions by the fused kernels, by the reference interpreter and, where there is a
 * Python with NumPy, {@code python3} or that of {@code -Dnumpy.python=…}, by NumPy. {@code
 * -Dfuzz.count=10000} tries more, {@code -Dfuzz.seed=…} others. The seed is fixed by default, so
 * that a build does not fail for what it did not change.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FuzzTest {
  private static final int TOGETHER = 8;
  private static final int COUNT = Integer.getInteger("fuzz.count", 80);
  private static final long SEED = Long.getLong("fuzz.seed", 25558417443698L);

  private static final String NUMPY =
      """
      import base64, json, sys, warnings
      import numpy as np
      warnings.simplefilter("ignore")
      np.seterr(all="ignore")
      for setup, lines in json.load(open(sys.argv[1])):
          exec(setup)
          for line in lines:
              x = np.asarray(eval(line))
              data = base64.b64encode(np.ascontiguousarray(x).tobytes()).decode()
              print(json.dumps({"dtype": x.dtype.name, "shape": x.shape, "data": data}))
      """;

  /** Expressions over the same arrays, and what kernels make of them. */
  private record Batch(String setup, List<String> expressions, List<HostArray> values) {}

  @TempDir private Path folder;
  private final List<Batch> batches = new ArrayList<>();

  @BeforeAll
  void computeByKernels() {
    NDContext nd =
        new NDContext(
            SparkAccess.whenNeeded(
                () -> {
                  throw new AssertionError("A small plan must not start Spark");
                }),
            Map.of(),
            Progress.NONE);
    InterpretedScript kernels = new InterpretedScript(nd.scriptHost());
    RandomExpressions random = new RandomExpressions(SEED);
    for (int done = 0; done < COUNT; done += TOGETHER) {
      String setup = random.setup();
      List<String> expressions = Stream.generate(random::next).limit(TOGETHER).toList();
      batches.add(new Batch(setup, expressions, kernels.evaluate(setup, expressions)));
    }
  }

  @Test
  void theInterpreterAgrees() {
    InterpretedScript reference = new InterpretedScript(new ReferenceHost());
    for (Batch batch : batches) {
      List<HostArray> expected = reference.evaluate(batch.setup(), batch.expressions());
      for (int i = 0; i < expected.size(); i++) {
        requireEqual(batch, i, "the interpreter", expected.get(i), true);
      }
    }
  }

  @Test
  void numPyAgrees() throws IOException, InterruptedException {
    String python = System.getProperty("numpy.python", "python3");
    assumeTrue(hasNumPy(python), () -> "skipped: " + python + " has no NumPy 2");
    Iterator<HostArray> answers = numPysAnswers(python).iterator();
    for (Batch batch : batches) {
      for (int i = 0; i < batch.expressions().size(); i++) {
        requireEqual(batch, i, "NumPy", answers.next(), false);
      }
    }
    assertThat(answers.hasNext()).isFalse();
  }

  private static boolean hasNumPy(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(
                  python, "-c", "import numpy; assert int(numpy.__version__.split('.')[0]) >= 2")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<HostArray> numPysAnswers(String python) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    List<List<Object>> lines =
        batches.stream().map(b -> List.<Object>of(b.setup(), b.expressions())).toList();
    Path input = Files.writeString(folder.resolve("in.json"), json.writeValueAsString(lines));
    Path script = Files.writeString(folder.resolve("answers.py"), NUMPY);
    Path output = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(python, script.toString(), input.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("NumPy has ended").isTrue();
    assertThat(process.exitValue()).isZero();
    List<HostArray> answers = new ArrayList<>();
    for (String answer : Files.readAllLines(output, StandardCharsets.UTF_8)) {
      answers.add(array(json.readTree(answer)));
    }
    return answers;
  }

  private static HostArray array(JsonNode answer) {
    List<Long> extents = new ArrayList<>();
    answer.get("shape").forEach(extent -> extents.add(extent.asLong()));
    return HostArray.wrap(
        DType.named(answer.get("dtype").asText()),
        Shape.of(extents.stream().mapToLong(Long::longValue).toArray()),
        Base64.getDecoder().decode(answer.get("data").asText()));
  }

  /** Zeros of both signs are told apart only where both sides compute the same way. */
  private static void requireEqual(
      Batch batch, int number, String who, HostArray expected, boolean signs) {
    HostArray actual = batch.values().get(number);
    String context =
        "%s, by %s (-Dfuzz.seed=%d), where\n%s\n"
            .formatted(batch.expressions().get(number), who, SEED, batch.setup());
    assertThat(actual.dtype()).as(context).isEqualTo(expected.dtype());
    assertThat(actual.shape()).as(context).isEqualTo(expected.shape());
    for (int i = 0; i < expected.size(); i++) {
      boolean equal =
          expected.dtype().isFloat()
              ? agree(actual.getDouble(i), expected.getDouble(i), signs)
              : actual.getLong(i) == expected.getLong(i);
      if (!equal) {
        throw new AssertionError(
            "%s: element %d is %s and not %s"
                .formatted(context, i, text(actual, i), text(expected, i)));
      }
    }
  }

  private static boolean agree(double a, double b, boolean signs) {
    return signs ? Double.compare(a, b) == 0 : a == b || (Double.isNaN(a) && Double.isNaN(b));
  }

  private static String text(HostArray array, int i) {
    return array.dtype().isFloat()
        ? Double.toString(array.getDouble(i))
        : Long.toString(array.getLong(i));
  }
}
