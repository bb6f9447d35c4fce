package io.github.sparkndarray.plan.explain;

import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.Plans;
import io.github.sparkndarray.plan.explain.StageGraph.Node;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.Planner;
import io.github.sparkndarray.plan.physical.Sink;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RenderingTest {

  private static PlanDescription describe(List<Expr> outputs) {
    return Describer.describe(
        Planner.plan(
            Lowering.lower(outputs),
            Sink.WRITE,
            io.github.sparkndarray.plan.Arrays.CLUSTER,
            PlanSettings.DEFAULT));
  }

  private static PlanDescription describe(Plans.Case of) {
    return Describer.describe(planned(of));
  }

  private static PhysicalPlan planned(Plans.Case of) {
    return Planner.plan(
        Lowering.lower(of.outputs()), Sink.WRITE, of.cluster(), PlanSettings.DEFAULT);
  }

  private static PhysicalPlan planned(String name) {
    return planned(Plans.all().filter(of -> of.name().equals(name)).findFirst().orElseThrow());
  }

  private static PlanDescription plan(String name) {
    return Describer.describe(planned(name));
  }

  /**
   * Fifty stages and more: columns centred and scaled again and again, each with other extremes.
   */
  private static PlanDescription fifty() {
    Expr x = file("table", 20_000_000, 12);
    List<Expr> outputs = new ArrayList<>();
    for (int step = 0; step < 42; step++) {
      Expr most = reduce(Reduction.MAX, x, 0);
      Expr scale = Elementwise.of(Operator.ADD, most, PythonScalar.of(step + 0.5));
      x = Elementwise.of(Operator.DIVIDE, x, scale);
      if (step % 4 == 0) {
        outputs.add(reduce(Reduction.MIN, reduce(Reduction.SUM, x, 1)));
      }
    }
    outputs.add(reduce(Reduction.SUM, x, 0));
    return describe(outputs);
  }

  /** One stage of fifty nests, each of which reads a result of the one before. */
  private static PlanDescription fiftyNests() {
    Expr x = file("small", 200_000, 3);
    for (int step = 0; step < 50; step++) {
      Expr sums = View.expandDims(reduce(Reduction.SUM, x, 1), 1);
      // A sequence that never comes again.
      Operator operator = OPERATORS.get(Integer.bitCount(step) % 3);
      x = Elementwise.of(Operator.SUBTRACT, x, Elementwise.of(operator, sums));
    }
    return describe(List.of(x));
  }

  private static final List<Operator> OPERATORS =
      List.of(Operator.SQRT, Operator.SIN, Operator.EXP);

  private static Stream<PlanDescription> plans() {
    return Stream.concat(
        Plans.all().map(RenderingTest::describe), Stream.of(fifty(), fiftyNests()));
  }

  @Test
  void aStageOfFiftyNestsHasSeveralColumns() throws Exception {
    PlanDescription plan = fiftyNests();
    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.stages().get(0).nests()).hasSizeGreaterThan(50);
    Document svg = parse(SvgRenderer.render(plan));
    double width = number(svg.getDocumentElement(), "width");
    assertThat(width).isGreaterThan(2 * StageCard.WIDTH);
    assertThat(number(svg.getDocumentElement(), "height")).isLessThan(2 * width);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  /** A card or a source, in the coordinates of the whole picture. */
  private record Rectangle(double x, double y, double width, double height) {
    boolean overlaps(Rectangle other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  private static List<Rectangle> boxes(Document svg) {
    List<Rectangle> boxes = new ArrayList<>();
    NodeList rectangles = svg.getElementsByTagName("rect");
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element rectangle = (Element) rectangles.item(i);
      String style = rectangle.getAttribute("class");
      if (style.equals("card") || style.startsWith("source")) {
        double x = number(rectangle, "x");
        double y = number(rectangle, "y");
        for (org.w3c.dom.Node up = rectangle.getParentNode();
            up instanceof Element group && group.getTagName().equals("g");
            up = up.getParentNode()) {
          String[] moved = group.getAttribute("transform").split("[( )]");
          x += Double.parseDouble(moved[1]);
          y += Double.parseDouble(moved[2]);
        }
        boxes.add(new Rectangle(x, y, number(rectangle, "width"), number(rectangle, "height")));
      }
    }
    return boxes;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void nothingInAPictureLiesOnAnythingElse(PlanDescription plan) throws Exception {
    Document svg = parse(SvgRenderer.render(plan));
    double width = number(svg.getDocumentElement(), "width");
    double height = number(svg.getDocumentElement(), "height");
    List<Rectangle> boxes = boxes(svg);
    assertThat(boxes).isNotEmpty();
    for (int i = 0; i < boxes.size(); i++) {
      Rectangle box = boxes.get(i);
      assertThat(box.x() >= 0 && box.x() + box.width() <= width).isTrue();
      assertThat(box.y() >= 0 && box.y() + box.height() <= height).isTrue();
      for (Rectangle other : boxes.subList(0, i)) {
        assertThat(box.overlaps(other)).as(box + " on " + other).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyAxisIsInsideItsChip(PlanDescription plan) throws Exception {
    NodeList rectangles = parse(SvgRenderer.render(plan)).getElementsByTagName("rect");
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element chip = (Element) rectangles.item(i);
      if (chip.getAttribute("class").startsWith("axis")) {
        org.w3c.dom.Node next = chip.getNextSibling();
        while (next != null && !(next instanceof Element)) {
          next = next.getNextSibling();
        }
        Element text = (Element) Objects.requireNonNull(next);
        double end = number(text, "x") + text.getTextContent().length() * 6.65;
        assertThat(end)
            .as(text.getTextContent())
            .isLessThan(number(chip, "x") + number(chip, "width"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void whatStandsAboveThePlanIsNotCutOff(PlanDescription plan) throws Exception {
    Document svg = parse(SvgRenderer.render(plan));
    double width = number(svg.getDocumentElement(), "width");
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (text.getParentNode() == svg.getDocumentElement()) {
        double character =
            switch (text.getAttribute("class")) {
              case "plan" -> 11.2;
              case "totals" -> 7.2;
              default -> 6.4;
            };
        double end = number(text, "x") + text.getTextContent().length() * character;
        assertThat(end).as(text.getTextContent()).isLessThan(width);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyTextEndsInsideItsCard(PlanDescription plan) throws Exception {
    NodeList texts = parse(SvgRenderer.render(plan)).getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      boolean isOnCard =
          text.getParentNode() instanceof Element group
              && group.getTagName().equals("g")
              && List.of("code", "operand", "muted", "result", "plain")
                  .contains(text.getAttribute("class"));
      double character = text.getAttribute("class").matches("code|operand") ? 6.95 : 6.35;
      if (isOnCard && number(text, "x") < StageCard.WIDTH) {
        double end = number(text, "x") + text.getTextContent().length() * character;
        assertThat(end).as(text.getTextContent()).isLessThan(StageCard.WIDTH);
      }
    }
  }

  @Test
  void fiftyStagesStayReadable() throws Exception {
    PlanDescription plan = fifty();
    assertThat(plan.stages()).hasSizeGreaterThan(49);

    Document svg = parse(SvgRenderer.render(plan));
    assertThat(number(svg.getDocumentElement(), "width")).isLessThan(2_200);
    assertThat(TextRenderer.render(plan).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThan(200));
    assertThat(TextRenderer.render(plan).lines().count()).isLessThan(1_500);
    assertThat(TextRenderer.render(plan))
        .contains("reads   results of stages 39 … 54, 13 × float64 (12,), 1.2 KiB: broadcast");
  }

  /** {@code x = np.tanh(x @ w); x = x / x.sum(axis=1, keepdims=True)}, ten times. */
  @Test
  void nestsThatComeAgainTogetherAreToldOnce() {
    Expr x = file("x", 1_000_000, 64);
    for (int step = 0; step < 10; step++) {
      Expr products =
          Elementwise.of(
              Operator.MULTIPLY, View.expandDims(x, 2), View.expandDims(file("w", 64, 64), 0));
      Expr h = Elementwise.of(Operator.TANH, reduce(Reduction.SUM, products, 1));
      x = Elementwise.of(Operator.DIVIDE, h, Reduce.of(Reduction.SUM, h, new int[] {1}, true));
    }
    PlanDescription plan = describe(List.of(x));

    assertThat(TextRenderer.render(plan).lines())
        .contains("    and so these 2 nests 9 times more, to nest 19")
        .hasSizeLessThan(40);
    assertThat(SvgRenderer.render(plan)).contains("and so these 2 nests 9 times more, to nest 19");
  }

  @Test
  void everyStageIsInOneNodeBelowWhatItReads() {
    PlanDescription plan = fifty();
    List<List<Node>> rows = StageGraph.rows(plan.stages());

    assertThat(rows.stream().flatMap(List::stream).flatMap(node -> node.stages().stream()))
        .containsExactlyInAnyOrderElementsOf(plan.stages());
    assertThat(rows).allSatisfy(row -> assertThat(row.size()).isBetween(1, 4));
    for (int below = 0; below < rows.size(); below++) {
      for (Node node : rows.get(below)) {
        for (PlanDescription.InputDescription input : node.first().inputs()) {
          for (List<Node> row : rows.subList(below, rows.size())) {
            assertThat(row).noneMatch(other -> other.contains(input.stage()));
          }
        }
      }
    }
  }

  /** A stage that differs from others in its title, reading the results of some of them. */
  private static PlanDescription.StageDescription stage(int number, String title, int... sources) {
    PlanDescription.StageDescription sample =
        describe(List.of(reduce(Reduction.SUM, file("t", 5_000_000, 7), 0))).stages().get(0);
    List<PlanDescription.InputDescription> inputs = new ArrayList<>();
    for (int source : sources) {
      inputs.add(
          new PlanDescription.InputDescription(
              "nest" + source + ".out0",
              "float64 (7,)",
              56,
              source,
              "BROADCAST",
              224,
              "",
              "",
              false));
    }
    return new PlanDescription.StageDescription(
        number,
        title,
        sample.nests(),
        inputs,
        sample.options(),
        sample.blocks(),
        sample.projected(),
        null);
  }

  private static List<List<String>> drawn(List<PlanDescription.StageDescription> stages) {
    return StageGraph.rows(stages).stream()
        .map(
            row ->
                row.stream()
                    .map(
                        node ->
                            node.stages().stream()
                                .map(stage -> "" + stage.number())
                                .collect(Collectors.joining(" ")))
                    .toList())
        .toList();
  }

  @Test
  void stagesOfOneStructureThatLieSideBySideAreDrawnOnce() {
    List<PlanDescription.StageDescription> stages = new ArrayList<>();
    for (int number = 1; number <= 10; number++) {
      stages.add(stage(number, "sum"));
    }
    PlanDescription plan =
        new PlanDescription(new PlanDescription.ClusterDescription(4, 2, 4L << 30, 1e9), stages);

    assertThat(drawn(stages)).containsExactly(List.of("1 2 3 4 5 6 7 8 9 10"));
    assertThat(SvgRenderer.render(plan)).contains("× 10", "and stages 2, 3, 4, 5, 6, 7, 8, 9, 10");
    assertThat(TextRenderer.render(plan)).contains("stage 10  sum\n  is like stage 1");
  }

  @Test
  void whatRepeatsAlongAChainIsDrawnOnce() {
    List<PlanDescription.StageDescription> stages = new ArrayList<>();
    stages.add(stage(1, "first"));
    for (int number = 2; number <= 9; number += 2) {
      stages.add(stage(number, "mean", number - 1));
      stages.add(stage(number + 1, "centre", number));
    }
    stages.add(stage(10, "last", 9));

    assertThat(drawn(stages))
        .containsExactly(List.of("1"), List.of("2 4 6 8"), List.of("3 5 7 9"), List.of("10"));
  }

  @Test
  void whatReadsMoreThanItsNeighbourIsNoPartOfAChain() {
    List<PlanDescription.StageDescription> stages =
        List.of(stage(1, "a"), stage(2, "b", 1), stage(3, "b", 2), stage(4, "b", 3, 1));

    assertThat(drawn(stages)).containsExactly(List.of("1"), List.of("2 3"), List.of("4"));
  }

  @Test
  void namesOfFilesCannotLeaveTheirText() throws Exception {
    Expr odd = file("/data/<b>&\"\u0001x\".npy", 3_000_000);
    String svg =
        SvgRenderer.render(
            List.of(
                new StatementPlan(
                    7,
                    "y = \"<script>\" # ]]>\nsecond line",
                    describe(List.of(reduce(Reduction.SUM, odd))))));

    Document parsed = parse(svg);
    assertThat(parsed.getElementsByTagName("script").getLength()).isZero();
    assertThat(parsed.getDocumentElement().getTextContent())
        .contains("line 7: y = \"<script>\" # ]]>", "<b>&\"\uFFFDx\".npy")
        .doesNotContain("second line");
  }
}
