package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.explain.StageGraph.Node;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays the cards of a plan's stages out in rows, and draws what each of them is delivered. */
final class PlanPicture {
  /** Plans of more cards than this say less on each. */
  private static final int MOST_FULL_CARDS = 8;

  private static final int MOST_INPUTS = 4;
  private static final double GAP = 36;
  private static final double SOURCE_HEIGHT = 40;
  private static final double ARROW_HEIGHT = 46;
  private static final double ROW_GAP = 34;
  private static final double NAME_CHARACTER = 7.4;
  private static final double TYPE_CHARACTER = 6.2;

  /** Arrows lie below everything else. */
  private final Svg arrows = new Svg();

  private final Svg shapes = new Svg();

  /** Where the arrow of a stage's results begins, by stage numbers, for the row above. */
  private Map<Integer, Place> above = Map.of();

  private double width;
  private double height;

  private PlanPicture() {}

  private record Place(double x, double y) {}

  /** A node of the graph with its card. */
  private record Placed(Node node, StageCard.Drawing card, double x) {}

  static PlanPicture of(PlanDescription plan) {
    List<List<Node>> rows = StageGraph.rows(plan.stages());
    boolean compact = rows.stream().mapToInt(List::size).sum() > MOST_FULL_CARDS;
    PlanPicture picture = new PlanPicture();
    List<List<Placed>> drawn = rows.stream().map(row -> side(row, compact)).toList();
    picture.width = drawn.stream().mapToDouble(PlanPicture::widthOf).max().orElse(0);
    drawn.forEach(picture::row);
    picture.height -= rows.isEmpty() ? 0 : ROW_GAP;
    return picture;
  }

  /** The whole picture, its upper left corner at the origin. */
  Svg svg() {
    Svg svg = new Svg();
    svg.place(0, 0, arrows);
    svg.place(0, 0, shapes);
    return svg;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /** The cards of a row side by side, from the left edge on. */
  private static List<Placed> side(List<Node> nodes, boolean compact) {
    List<Placed> row = new ArrayList<>();
    double x = 0;
    for (Node node : nodes) {
      StageCard.Drawing card = StageCard.draw(node, compact);
      row.add(new Placed(node, card, x));
      x += card.width() + GAP;
    }
    return row;
  }

  private static double widthOf(List<Placed> row) {
    Placed last = row.get(row.size() - 1);
    return last.x() + last.card().width();
  }

  private void row(List<Placed> drawn) {
    double left = (width - widthOf(drawn)) / 2;
    List<Placed> row =
        drawn.stream().map(card -> new Placed(card.node(), card.card(), card.x() + left)).toList();
    List<InputDescription> inputs =
        row.stream().flatMap(placed -> placed.node().first().inputs().stream()).toList();
    boolean hasSources = inputs.stream().anyMatch(input -> !above.containsKey(input.stage()));
    double top = height;
    top += inputs.isEmpty() ? 0 : ARROW_HEIGHT;
    top += hasSources ? SOURCE_HEIGHT : 0;
    Map<Integer, Place> ends = new HashMap<>();
    double bottom = top;
    for (Placed placed : row) {
      inputs(placed, height, top);
      shapes.place(placed.x(), top, placed.card().svg());
      double end = top + placed.card().height();
      bottom = Math.max(bottom, end);
      for (StageDescription stage : placed.node().stages()) {
        ends.put(stage.number(), new Place(placed.x() + placed.card().width() / 2, end));
      }
    }
    above = ends;
    height = bottom + ROW_GAP;
  }

  /** Draws what a card is delivered, side by side above it. */
  private void inputs(Placed placed, double top, double cardTop) {
    List<InputDescription> inputs = inTheMiddle(Grouping.inputs(placed.node().first().inputs()));
    boolean isWhole = inputs.size() <= MOST_INPUTS;
    int slots = isWhole ? inputs.size() : MOST_INPUTS;
    double slot = StageCard.WIDTH / Math.max(2, slots);
    double left = placed.x() + (placed.card().width() - slot * slots) / 2;
    for (int i = 0; i < slots; i++) {
      double centre = left + slot * (i + 0.5);
      if (!isWhole && i == slots - 1) {
        rest(inputs.subList(i, inputs.size()), centre, slot, top, cardTop);
      } else {
        input(inputs.get(i), centre, slot, top, cardTop);
      }
    }
  }

  /**
   * Those that come from the row above have the straightest way to the middle; of the others, the
   * largest come first, as the last ones may have to share a place.
   */
  private List<InputDescription> inTheMiddle(List<InputDescription> inputs) {
    List<InputDescription> near = new ArrayList<>();
    List<InputDescription> others = new ArrayList<>();
    for (InputDescription input : inputs) {
      (above.containsKey(input.stage()) ? near : others).add(input);
    }
    others.sort(Comparator.comparingLong(input -> -input.bytes()));
    int before = Math.min(others.size(), (MOST_INPUTS - 1) / 2);
    List<InputDescription> ordered = new ArrayList<>(others.subList(0, before));
    ordered.addAll(near);
    ordered.addAll(others.subList(before, others.size()));
    return ordered;
  }

  private void input(InputDescription input, double x, double slot, double top, double cardTop) {
    String style = SvgStyle.of(input.delivery());
    double thick = thickness(input.movedBytes());
    Place from = above.get(input.stage());
    if (from != null) {
      double bend = (cardTop - ARROW_HEIGHT - from.y()) / 2;
      arrows.arrow(
          style,
          thick,
          "M%1$s %2$s C%1$s %3$s %5$s %4$s %5$s %6$s V%7$s",
          from.x(),
          from.y(),
          from.y() + bend,
          cardTop - ARROW_HEIGHT - bend,
          x,
          cardTop - ARROW_HEIGHT,
          cardTop - 2);
      label(input, x, cardTop, input.name());
      return;
    }
    boolean isFar = input.stage() > 0;
    source(
        isFar ? "stage " + input.stage() : input.name(),
        isFar ? input.name() : input.type(),
        isFar ? "source far" : "source",
        x,
        slot,
        top);
    arrows.arrow(style, thick, "M%s %s V%s", x, top + SOURCE_HEIGHT, cardTop - 2);
    label(input, x, cardTop, Bytes.text(input.bytes()));
  }

  private void source(String name, String type, String style, double x, double slot, double top) {
    double wide = slot - 12;
    shapes.rectangle(x - wide / 2, top, wide, SOURCE_HEIGHT, 6, style);
    String shownName = Wrapping.clip(name, (int) ((wide - 8) / NAME_CHARACTER));
    int room = (int) ((wide - 8) / TYPE_CHARACTER);
    // Where there is no room for both, the shape says more than the dtype.
    boolean isLong = type.length() > room && type.indexOf('(') > 0;
    String shownType = Wrapping.clip(isLong ? type.substring(type.indexOf('(')) : type, room);
    shapes.text(x, top + 17, "source-name middle", shownName);
    shapes.text(x, top + 32, "source-type middle", shownType);
  }

  private void label(InputDescription input, double x, double cardTop, String second) {
    String style = "arrow-label " + SvgStyle.of(input.delivery());
    shapes.text(x + 8, cardTop - 25, style, Quantities.delivery(input.delivery()));
    String moved = input.movedBytes() > 0 ? Bytes.text(input.movedBytes()) : second;
    shapes.text(x + 8, cardTop - 11, style, moved);
  }

  /** One box for all inputs that have no room of their own. */
  private void rest(
      List<InputDescription> inputs, double x, double slot, double top, double cardTop) {
    double bytes = inputs.stream().mapToDouble(InputDescription::bytes).sum();
    double moved = inputs.stream().mapToDouble(InputDescription::movedBytes).sum();
    InputDescription first = inputs.get(0);
    InputDescription all =
        new InputDescription(
            "and " + inputs.size() + " more",
            Bytes.text(bytes) + " together",
            (long) bytes,
            0,
            first.delivery(),
            moved,
            "",
            "",
            false);
    source(all.name(), all.type(), "source", x, slot, top);
    String style = SvgStyle.of(first.delivery());
    arrows.arrow(style, thickness(moved), "M%s %s V%s", x, top + SOURCE_HEIGHT, cardTop - 2);
    label(all, x, cardTop, Bytes.text(bytes));
  }

  /** From 1.2 for nothing by the logarithm of the bytes, so that a terabyte is not a wall. */
  private static double thickness(double bytes) {
    return 1.2 + 0.45 * Math.log10(1 + bytes / 1024);
  }
}
