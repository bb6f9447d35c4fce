package io.github.sparkndarray.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.integration.Fixture.Answer;
import io.github.sparkndarray.integration.Fixture.Output;
import io.github.sparkndarray.integration.Fixture.Refusal;
import io.github.sparkndarray.integration.Fixture.Relative;
import io.github.sparkndarray.integration.Fixture.Several;
import io.github.sparkndarray.integration.Fixture.Tolerance;
import io.github.sparkndarray.integration.Fixture.Ulps;
import io.github.sparkndarray.integration.Fixture.Values;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the fixtures that {@code src/test/python/make_fixtures.py} made. */
final class Fixtures {
  /** Topics, which are the files' names, that are also run where operands travel in parts. */
  static final List<String> BASICS =
      List.of(
          "arithmetic",
          "broadcasting",
          "creation",
          "dtypes",
          "errors",
          "exponential",
          "matrices",
          "printing",
          "pairwise",
          "programs",
          "reductions",
          "selections",
          "transcendental",
          "views");

  /** With {@code -Dtopics=sums,views}, only these, and all their cases everywhere. */
  private static final List<String> WANTED =
      Stream.of(System.getProperty("topics", "").split(",")).filter(t -> !t.isEmpty()).toList();

  /**
   * Topics of thousands of cases, of which each takes several Spark jobs: where there is a cluster,
   * one in twelve is run unless they are asked for.
   */
  static final List<String> MANY =
      Stream.of(
              "analysis",
              "arguments",
              "complex",
              "editing",
              "indexing",
              "inplace",
              "integers",
              "names",
              "neighbours",
              "repeated",
              "shapes",
              "sorting",
              "sums",
              "ufuncs")
          .filter(Fixtures::isWanted)
          .toList();

  /** All other topics. */
  static final List<String> FEW =
      Stream.concat(BASICS.stream(), Stream.of("functions")).filter(Fixtures::isWanted).toList();

  /** Which cases of a topic of many are run in a cluster. */
  static final int ONE_IN = WANTED.isEmpty() ? 12 : 1;

  /** Which cases of all other topics are. */
  static final int ONE_IN_FEW = WANTED.isEmpty() ? 3 : 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Fixtures() {}

  private static boolean isWanted(String topic) {
    return WANTED.isEmpty() || WANTED.contains(topic);
  }

  /**
   * One in so many of a topic's cases; of those that are computed together, one in so many each.
   */
  static List<Fixture> oneIn(int count, String topic) {
    List<Fixture> some = new ArrayList<>();
    List<Fixture> all = of(topic);
    for (int i = 0; i < all.size(); i++) {
      Fixture fixture = all.get(i);
      if (fixture.answer() instanceof Several several) {
        some.add(new Fixture(fixture.script(), several.oneIn(count, i % count)));
      } else if (i % count == 0) {
        some.add(fixture);
      }
    }
    return some;
  }

  static List<Fixture> of(String topic) {
    String resource = "/numpy/" + topic + ".json";
    try (InputStream in = Fixtures.class.getResourceAsStream(resource)) {
      JsonNode cases = JSON.readTree(Objects.requireNonNull(in, resource)).get("cases");
      return elements(cases).map(Fixtures::fixture).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Fixture fixture(JsonNode json) {
    String script =
        elements(json.get("script")).map(JsonNode::asText).collect(Collectors.joining("\n"));
    return new Fixture(script, answer(json));
  }

  private static Answer answer(JsonNode json) {
    if (json.has("error")) {
      return new Refusal(json.get("error").asText());
    }
    if (json.has("prints")) {
      return new Output(json.get("prints").asText());
    }
    if (json.has("parts")) {
      return new Several(
          elements(json.get("parts")).map(part -> part.get("value").asText()).toList(),
          elements(json.get("parts")).map(Fixtures::values).toList());
    }
    return values(json);
  }

  private static Values values(JsonNode json) {
    long[] extents = elements(json.get("shape")).mapToLong(JsonNode::asLong).toArray();
    HostArray array =
        HostArray.wrap(
            DType.named(json.get("dtype").asText()),
            Shape.of(extents),
            Base64.getDecoder().decode(json.get("data").asText()));
    return new Values(array, tolerance(json));
  }

  private static Tolerance tolerance(JsonNode json) {
    return json.has("relative")
        ? new Relative(json.get("relative").asDouble())
        : new Ulps(json.path("ulps").asInt());
  }
}
