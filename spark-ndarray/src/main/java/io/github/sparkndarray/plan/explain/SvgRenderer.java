package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.physical.Delivery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plans as a picture: stages in rows from top to bottom, deliveries as arrows between them. */
public final class SvgRenderer {
  private static final double MARGIN = 28;
  private static final double LEAST_WIDTH = 680;
  private static final double SUBJECT_CHARACTER = 11.2;
  private static final double LEGEND_CHARACTER = 6.5;
  private static final int TOTALS_COLUMNS = 84;

  private SvgRenderer() {}

  /** One plan. */
  public static String render(PlanDescription plan) {
    return renderAll(List.of(new Titled("", plan)));
  }

  /** The plans of a script, one below the other, each under its statement. */
  public static String render(List<StatementPlan> plans) {
    return renderAll(plans.stream().map(each -> new Titled(each.heading(), each.plan())).toList());
  }

  private record Titled(String heading, PlanDescription plan) {}

  private static String renderAll(List<Titled> plans) {
    Svg body = new Svg();
    double width = LEAST_WIDTH;
    double y = MARGIN;
    for (Titled titled : plans) {
      PlanDescription plan = titled.plan();
      y = heading(body, titled.heading(), plan, y);
      width = Math.max(width, headingWidth(plan));
      PlanPicture picture = PlanPicture.of(plan);
      double left = Math.max(MARGIN, (LEAST_WIDTH - picture.width()) / 2);
      body.place(left, y, picture.svg());
      width = Math.max(width, picture.width() + 2 * MARGIN);
      y += picture.height() + MARGIN;
    }
    Svg svg = new Svg();
    svg.raw(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$s\" height=\"%2$s\""
                + " viewBox=\"0 0 %1$s %2$s\" role=\"img\">",
            Svg.number(width),
            Svg.number(y)));
    svg.raw("<title>" + (plans.size() == 1 ? "A plan" : plans.size() + " plans") + "</title>");
    svg.raw(SvgStyle.definitions());
    svg.rectangle(0, 0, width, y, 0, "paper");
    svg.raw(body.toString());
    svg.raw("</svg>");
    return svg.toString();
  }

  private static double heading(Svg svg, String heading, PlanDescription plan, double top) {
    double y = top;
    if (!heading.isEmpty()) {
      y += 20;
      svg.text(MARGIN, y, "statement", Wrapping.clip(heading, 110));
      y += 8;
    }
    y += 20;
    svg.text(MARGIN, y, "plan", subject(plan));
    List<String> lines = new ArrayList<>();
    if (plan.tasks() > 0) {
      lines.addAll(Wrapping.wrap(Quantities.totals(plan), TOTALS_COLUMNS, 2));
    }
    if (!plan.madeBefore().isEmpty()) {
      lines.addAll(Wrapping.wrap(Quantities.madeBefore(plan), TOTALS_COLUMNS, 2));
    }
    for (String line : lines) {
      y += 20;
      svg.text(MARGIN, y, "totals", line);
    }
    return legend(svg, plan, y + 12);
  }

  private static String subject(PlanDescription plan) {
    return Quantities.count(plan.stages().size(), "stage")
        + " for "
        + Quantities.cluster(plan.cluster());
  }

  /** What a plan's first line needs: letters of its size are hardly ever wider. */
  private static double headingWidth(PlanDescription plan) {
    return subject(plan).length() * SUBJECT_CHARACTER + 2 * MARGIN;
  }

  private static double legend(Svg svg, PlanDescription plan, double top) {
    Set<Delivery> used = EnumSet.noneOf(Delivery.class);
    for (StageDescription stage : plan.stages()) {
      for (InputDescription input : stage.inputs()) {
        used.add(Delivery.valueOf(input.delivery()));
      }
    }
    double x = MARGIN;
    double y = top;
    for (Delivery delivery : used) {
      String text = delivery.description();
      double wide = 36 + text.length() * LEGEND_CHARACTER;
      if (x > MARGIN && x + wide > LEAST_WIDTH - MARGIN) {
        x = MARGIN;
        y += 18;
      }
      svg.arrow(SvgStyle.of(delivery.name()), 2, "M%s %s h26", x, y + 8);
      svg.text(x + 36, y + 12, "plain", text);
      x += wide + 22;
    }
    return y + (used.isEmpty() ? 8 : 28);
  }
}
