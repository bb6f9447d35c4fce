package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random expressions by the fused kernels, by the reference interpreter and, with {@code
 * -Dnumpy.python=python3}, by NumPy. {@code -Dfuzz.count=10000} tries more, {@code -Dfuzz.seed=…}
 * others. The seed is fixed by default, so that a build does not fail for what it did not change.
 */
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
      lines = json.load(open(sys.argv[1]))
      exec(lines[0])
      for line in lines[1:]:
          x = np.asarray(eval(line))
          data = base64.b64encode(np.ascontiguousarray(x).tobytes()).decode()
          print(json.dumps({"dtype": x.dtype.name, "shape": x.shape, "data": data}))
      """;

  @TempDir private Path folder;

  @Test
  void kernelsAndInterpreterAgree() throws Exception {
    NDContext nd =
        new NDContext(
            SparkAccess.whenNeeded(
                () -> {
                  throw new AssertionError("A small plan must not start Spark");
                }),
            Map.of(),
            Progress.NONE);
    InterpretedScript kernels = new InterpretedScript(nd.scriptHost());
    InterpretedScript reference = new InterpretedScript(new ReferenceHost());
    RandomExpressions random = new RandomExpressions(SEED);
    List<String> all = new ArrayList<>();
    List<HostArray> values = new ArrayList<>();
    for (int done = 0; done < COUNT; done += TOGETHER) {
      List<String> expressions = new ArrayList<>();
      for (int i = 0; i < TOGETHER; i++) {
        expressions.add(random.next());
      }
      List<HostArray> fused = kernels.evaluate(RandomExpressions.SETUP, expressions);
      List<HostArray> expected = reference.evaluate(RandomExpressions.SETUP, expressions);
      for (int i = 0; i < TOGETHER; i++) {
        requireEqual(expressions.get(i), "the interpreter", fused.get(i), expected.get(i), true);
      }
      all.addAll(expressions);
      values.addAll(fused);
    }
    String python = System.getProperty("numpy.python");
    if (python != null) {
      compareWithNumPy(python, all, values);
    }
  }

  private void compareWithNumPy(String python, List<String> expressions, List<HostArray> values)
      throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    lines.add(RandomExpressions.SETUP);
    lines.addAll(expressions);
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
    List<String> answers = Files.readAllLines(output, StandardCharsets.UTF_8);
    for (int i = 0; i < expressions.size(); i++) {
      JsonNode answer = json.readTree(answers.get(i));
      requireEqual(expressions.get(i), "NumPy", values.get(i), array(answer), false);
    }
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
      String expression, String who, HostArray actual, HostArray expected, boolean signs) {
    String context = "%s, by %s (-Dfuzz.seed=%d)".formatted(expression, who, SEED);
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
