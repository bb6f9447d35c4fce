package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whichever way operands travel to executors, the bits are the same and the bytes as projected. */
@SparkTest(
    master = "local-cluster[2,1,1024]",
    conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, "spark.shuffle.compress=false"})
class DeliveryTest {
  private static final int ROWS = 20_000;
  private static final String SEED = "seed 20261123";
  private static final String NEAREST =
      """
      D = np.sqrt(((X[:, np.newaxis, :] - X) ** 2).sum(axis=-1))
      D.argmax(axis=1)
      """;

  @TempDir private Path folder;

  @Test
  void replicatedGivesTheBitsOfBroadcastAndMovesWhatWasProjected(SparkSession spark)
      throws IOException {
    Random random = new Random(20261123);
    StringBuilder csv = new StringBuilder("x,y,z\n");
    for (int row = 0; row < ROWS; row++) {
      csv.append(random.nextDouble()).append(',').append(random.nextDouble()).append(',');
      csv.append(random.nextDouble()).append('\n');
    }
    Path points = Files.writeString(folder.resolve("points.csv"), csv);
    NDContext nd = NDContext.of(spark);
    NDArray table = nd.read(points.toString());

    long[] broadcast = farthest(nd, table).toLongArray();
    spark.conf().set(NDArraySettings.DELIVERY, "replicated");
    NDArray farthest = farthest(nd, table);
    JsonNode plan = new ObjectMapper().readTree(nd.explain(ExplainFormat.JSON, farthest));
    JsonNode stage = plan.get("stages").get(0);
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    long[] replicated = farthest.toLongArray();

    assertThat(replicated).as(SEED).containsExactly(broadcast);
    assertThat(stage.get("inputs")).hasSize(2);
    stage
        .get("inputs")
        .forEach(i -> assertThat(i.get("delivery").asText()).isEqualTo("REPLICATED"));
    double projected = stage.get("networkBytes").asDouble();
    assertThat((double) counter.shuffledBytes()).isBetween(0.9 * projected, 1.1 * projected);
  }

  private static NDArray farthest(NDContext nd, NDArray points) {
    return nd.eval(NEAREST, Map.of("X", points));
  }
}
