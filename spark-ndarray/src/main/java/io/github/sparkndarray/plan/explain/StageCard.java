package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.Grouping.Results;
import io.github.sparkndarray.plan.explain.PlanDescription.AxisDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.BlocksDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OperandDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OptionDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.explain.StageGraph.Node;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The card of a stage in a picture: what it computes, how its work is cut, what it takes. */
final class StageCard {
  /** Of a card, or of each of its columns. */
  static final double WIDTH = 480;

  /** Nests that need more are put into several columns. */
  private static final double TALLEST_COLUMN = 1_600;

  private static final int MOST_COLUMNS = 4;

  private static final double MARGIN = 16;
  private static final double INNER = WIDTH - 2 * MARGIN;
  private static final double CODE_CHARACTER = 7.0;
  private static final double SMALL_CHARACTER = 6.4;
  private static final double CHIP_CHARACTER = 7.0;
  private static final double TITLE_CHARACTER = 8.2;
  private static final int CODE_COLUMNS = (int) (INNER / CODE_CHARACTER);
  private static final double BAR = 96;
  private static final int FIGURES = 4;
  private static final int LONGEST_TOOLTIP = 2_000;

  private final Node node;
  private final StageDescription stage;
  private final boolean compact;
  private Svg content = new Svg();
  private double width = WIDTH;
  private double y;

  private StageCard(Node node, boolean compact) {
    this.node = node;
    this.stage = node.first();
    this.compact = compact;
  }

  /** A card with its upper left corner at the origin, in the picture's units. */
  record Drawing(Svg svg, double width, double height) {}

  /**
   * Draws a card.
   *
   * @param compact whether to leave out what a plan of many stages has no room for
   */
  static Drawing draw(Node node, boolean compact) {
    StageCard card = new StageCard(node, compact);
    card.nests();
    if (compact) {
      card.summary();
    } else {
      card.blocks();
      card.options();
      card.figures();
    }
    Svg svg = new Svg();
    svg.tooltip(card.tooltip());
    svg.rectangle(0, 0, card.width, card.y, 10, "card");
    svg.raw(card.content.toString());
    return new Drawing(svg, card.width, card.y);
  }

  /** The header, and the nests below it, in as many columns as their heights want. */
  private void nests() {
    List<Drawing> parts = new ArrayList<>();
    for (Structure.Run run : Structure.runs(stage.nests())) {
      run.shown().forEach(nest -> parts.add(part(() -> nest(nest))));
      if (run.times() > 1) {
        parts.add(part(() -> again(run)));
      }
    }
    double all = parts.stream().mapToDouble(Drawing::height).sum();
    int columns = (int) Math.max(1, Math.min(MOST_COLUMNS, Math.ceil(all / TALLEST_COLUMN)));
    width = columns * WIDTH;
    content = new Svg();
    header();
    double top = y;
    double bottom = top;
    double x = 0;
    for (Drawing part : parts) {
      boolean isFull = y - top + part.height() / 2 > all / columns;
      if (isFull && y > top && x + WIDTH < width) {
        x += WIDTH;
        y = top;
      }
      content.place(x, y, part.svg());
      y += part.height();
      bottom = Math.max(bottom, y);
    }
    y = bottom;
  }

  /** What is drawn by itself, to be placed later. */
  private Drawing part(Runnable drawing) {
    content = new Svg();
    y = 0;
    drawing.run();
    return new Drawing(content, WIDTH, y);
  }

  private String kind() {
    return stage.blocks().onDriver()
        ? "driver"
        : stage.title().startsWith("elementwise") ? "map" : "reduction";
  }

  private void header() {
    String number = "stage " + stage.number();
    List<StageDescription> all = node.stages();
    String times = all.size() == 1 ? "" : "× " + all.size();
    double room = INNER - 8 * TITLE_CHARACTER - times.length() * TITLE_CHARACTER - MARGIN;
    List<String> title =
        Wrapping.wrap(stage.title(), (int) (room / TITLE_CHARACTER), compact ? 1 : 2);
    double height = 18 + 18 * title.size() + (all.size() > 1 ? 16 : 0);
    content.path(
        "head " + kind(),
        "M0 %3$s V10 Q0 0 10 0 H%1$s Q%2$s 0 %2$s 10 V%3$s Z",
        width - 10,
        width,
        height);
    content.text(MARGIN, 23, "number", number);
    for (int i = 0; i < title.size(); i++) {
      content.text(MARGIN + 9 * TITLE_CHARACTER, 23 + 18 * i, "title", title.get(i));
    }
    if (all.size() > 1) {
      content.text(width - MARGIN, 23, "number end", times);
      String others =
          all.stream()
              .skip(1)
              .map(other -> Integer.toString(other.number()))
              .collect(Collectors.joining(", "));
      content.text(
          MARGIN,
          height - 9,
          "note",
          Wrapping.clip("and stages " + others + " like it", (int) (INNER / SMALL_CHARACTER)));
    }
    y = height + 10;
  }

  private void nest(NestDescription nest) {
    axes(nest);
    if (!compact && !nest.operands().isEmpty()) {
      List<String> operands = nest.operands().stream().map(OperandDescription::text).toList();
      code(Wrapping.items(operands, CODE_COLUMNS, 3), "operand");
    }
    int outputs = compact ? 2 : 8;
    for (String line : nest.body().subList(0, Math.min(outputs, nest.body().size()))) {
      code(line, "code", compact ? 2 : 5);
    }
    if (nest.body().size() > outputs) {
      code("and " + Quantities.count(nest.body().size() - outputs, "more line"), "operand", 1);
    }
    if (!compact) {
      String heading = "never made  ";
      int room = (int) (INNER / SMALL_CHARACTER) - heading.length();
      for (String temporary : TemporaryLines.of(nest.temporaries(), room, 3)) {
        line("muted", heading + temporary);
        heading = " ".repeat(heading.length());
      }
    }
    List<Results> results = Grouping.results(nest.results());
    for (Results result : results.subList(0, Math.min(results.size(), outputs))) {
      String where = result.chunks() + (result.kept().isEmpty() ? "" : " · " + result.kept());
      line("result", "→ " + result.name() + "  " + result.type() + " · " + result.size());
      if (!compact) {
        line("muted", "  " + where);
      }
    }
    y += 6;
  }

  private void again(Structure.Run run) {
    y -= 4;
    line("result", run.again());
    y += 8;
  }

  private static String bytes(double bytes) {
    return Bytes.text(bytes);
  }

  /** An axis is a chip in its role's colour. */
  private void axes(NestDescription nest) {
    double x = MARGIN;
    y += 4;
    for (AxisDescription axis : nest.axes()) {
      String text =
          axis.name()
              + "  "
              + String.format(Locale.ROOT, "%,d", axis.extent())
              + "  "
              + axis.role();
      double wide = text.length() * CHIP_CHARACTER + 16;
      if (x + wide > WIDTH - MARGIN && x > MARGIN) {
        x = MARGIN;
        y += 24;
      }
      content.rectangle(x, y, wide, 19, 9.5, "axis " + axis.role());
      content.text(x + 8, y + 13.5, "chip", text);
      x += wide + 6;
    }
    y += nest.axes().isEmpty() ? 0 : 24;
  }

  private void code(String text, String style, int lines) {
    code(Wrapping.wrap(text, CODE_COLUMNS, lines), style);
  }

  private void code(List<String> lines, String style) {
    for (String line : lines) {
      y += 16;
      content.text(MARGIN, y, style, line);
    }
    y += 2;
  }

  private void line(String style, String text) {
    y += 15;
    content.text(MARGIN, y, style, Wrapping.clip(text, (int) (INNER / SMALL_CHARACTER)));
  }

  /** All that a compact card says beside its nests. */
  private void summary() {
    content.path("divider", "M%s %s H%s", MARGIN, y, width - MARGIN);
    y += 2;
    lines("plain", TextRenderer.runs(stage.blocks()));
    lines(
        "plain",
        stage.options().stream().map(StageCard::inWords).collect(Collectors.joining(" · ")));
    List<String> figures = new ArrayList<>();
    for (Comparison row : Comparison.of(stage)) {
      if (!row.projected().equals("0 B") && !row.projected().equals("0")) {
        String measured = row.measured().isEmpty() ? "" : " (" + row.measured() + ")";
        figures.add(row.what() + " " + row.projected() + measured);
      }
    }
    lines("chosen", String.join(" · ", figures));
    y += 12;
  }

  private void lines(String style, String text) {
    if (!text.isEmpty()) {
      Wrapping.wrap(text, (int) (INNER / SMALL_CHARACTER), 2).forEach(line -> line(style, line));
    }
  }

  private static String inWords(OptionDescription option) {
    return (option.chosen() ? "✓ " : "")
        + Quantities.delivery(option.delivery())
        + " "
        + (option.problem().isEmpty() ? bytes(option.movedBytes()) : "impossible");
  }

  private void blocks() {
    BlocksDescription blocks = stage.blocks();
    divide("blocks");
    if (blocks.count() > 1) {
      BlockGridPicture picture = BlockGridPicture.of(blocks);
      List<String> lines =
          Wrapping.wrap(
              TextRenderer.runs(blocks),
              (int) ((INNER - picture.width() - 14) / SMALL_CHARACTER),
              4);
      picture.draw(content, MARGIN, y + 4);
      for (int i = 0; i < lines.size(); i++) {
        content.text(MARGIN + picture.width() + 14, y + 16 + 15 * i, "plain", lines.get(i));
      }
      y += Math.max(picture.height() + 6, 15.0 * lines.size() + 4) + 4;
    } else {
      for (String line :
          Wrapping.wrap(TextRenderer.runs(blocks), (int) (INNER / SMALL_CHARACTER), 2)) {
        line("plain", line);
      }
      y += 6;
    }
  }

  private void divide(String heading) {
    y += 6;
    content.path("divider", "M%s %s H%s", MARGIN, y, width - MARGIN);
    y += 14;
    content.text(MARGIN, y, "heading", heading);
  }

  /** The ways that were weighed, with bars as long as what they would move. */
  private void options() {
    List<OptionDescription> options = stage.options();
    if (options.isEmpty()) {
      return;
    }
    divide("deliveries that were weighed, by what they cost in bytes moved");
    double most = options.stream().mapToDouble(OptionDescription::costBytes).max().orElse(0);
    for (OptionDescription option : options) {
      y += 16;
      content.text(MARGIN, y, option.chosen() ? "chosen" : "plain", option.chosen() ? "✓" : "");
      content.text(
          MARGIN + 16,
          y,
          option.chosen() ? "chosen" : "plain",
          Quantities.delivery(option.delivery()));
      double x = MARGIN + 150;
      if (option.problem().isEmpty()) {
        double length = most == 0 ? 0 : Math.max(2, BAR * option.costBytes() / most);
        content.rectangle(x, y - 9, length, 10, 2, option.chosen() ? "bar chosen-bar" : "bar");
        content.text(x + length + 8, y, "plain", Quantities.cost(option));
      } else {
        int room = (int) ((WIDTH - MARGIN - x) / SMALL_CHARACTER);
        List<String> lines = Wrapping.wrap(option.problem(), room, 3);
        for (int i = 0; i < lines.size(); i++) {
          y += i == 0 ? 0 : 14;
          content.text(x, y, "muted", lines.get(i));
        }
      }
    }
    y += 6;
  }

  private void figures() {
    boolean isMeasured = stage.measured() != null;
    List<Comparison> rows = Comparison.of(stage);
    divide(isMeasured ? "projected, and measured below" : "projected");
    double column = INNER / FIGURES;
    double height = isMeasured ? 54 : 38;
    for (int i = 0; i < rows.size(); i++) {
      y += i > 0 && i % FIGURES == 0 ? height : 0;
      double x = MARGIN + i % FIGURES * column;
      content.text(x, y + 17, "label", rows.get(i).what());
      content.text(x, y + 34, "figure", rows.get(i).projected());
      if (isMeasured) {
        String measured = rows.get(i).measured();
        content.text(x, y + 51, "measured", measured.isEmpty() ? "–" : measured);
      }
    }
    y += height + 8;
  }

  private String tooltip() {
    return stage.nests().stream()
        .flatMap(nest -> nest.body().stream())
        .map(line -> Wrapping.clip(line, LONGEST_TOOLTIP))
        .collect(Collectors.joining("\n"));
  }
}
