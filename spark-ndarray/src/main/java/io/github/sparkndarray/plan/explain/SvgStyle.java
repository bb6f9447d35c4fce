package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.physical.Delivery;
import java.util.Locale;

/** The colours and letters of pictures of plans. */
final class SvgStyle {
  private static final String RULES =
      """
      text { font-family: Helvetica, Arial, "Liberation Sans", sans-serif; fill: #1f2933; }
      .paper { fill: #fbfcfd; }
      .plan { font-size: 19px; font-weight: bold; }
      .totals { font-size: 14px; fill: #52606d; }
      .statement { font-size: 14px; }
      .statement, .code, .operand, .muted, .result, .plain, .chip, .arrow-label, .source-type {
        font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre; }
      .card { fill: #ffffff; stroke: #c5d0db; stroke-width: 1.2; }
      .head { fill: #3d6f8e; }
      .head.reduction { fill: #4a5a9a; }
      .head.driver { fill: #66727f; }
      .number { font-size: 14px; font-weight: bold; fill: #ffffff; }
      .title { font-size: 14px; fill: #ffffff; }
      .note { font-size: 11px; fill: #e4eaf0; }
      .end { text-anchor: end; }
      .middle { text-anchor: middle; }
      .axis { fill: #e3eef8; }
      .axis.reduced { fill: #fbe6d2; }
      .axis.inner { fill: #eceff2; }
      .axis.slot { fill: #e6f3e6; }
      .chip { font-size: 11px; }
      .code { font-size: 11.5px; font-weight: bold; }
      .operand { font-size: 11.5px; fill: #52606d; }
      .muted { font-size: 10.5px; fill: #8a96a3; }
      .result { font-size: 10.5px; fill: #1f2933; }
      .plain { font-size: 10.5px; fill: #3e4c59; }
      .chosen { font-size: 10.5px; font-weight: bold; fill: #1f2933;
        font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; }
      .divider { stroke: #e4e9ee; fill: none; }
      .heading { font-size: 10px; fill: #9aa5b1; }
      .bar { fill: #ccd6df; }
      .chosen-bar { fill: #4f8fb5; }
      .label { font-size: 10px; fill: #7b8794; }
      .figure { font-size: 11.5px; font-weight: bold; }
      .measured { font-size: 11.5px; font-weight: bold; fill: #2f855a; }
      .grid { fill: #f0f4f8; stroke: #9fb3c8; }
      .grid-line { stroke: #9fb3c8; stroke-width: 0.6; fill: none; }
      .grid-left-out { fill: #ffffff; stroke: #9fb3c8; stroke-width: 0.6; }
      .grid-block { fill: #f0a860; stroke: #b7681b; stroke-width: 0.8; }
      .source { fill: #fffdf5; stroke: #cdbf94; }
      .source.far { fill: #ffffff; stroke: #9fb3c8; stroke-dasharray: 4 3; }
      .source-name { font-size: 12px; font-weight: bold; }
      .source-type { font-size: 10px; fill: #52606d; }
      .arrow { fill: none; }
      .arrow-label { font-size: 10.5px; }
      """;

  private SvgStyle() {}

  /** The class of a delivery's arrows. */
  static String of(String delivery) {
    return delivery.toLowerCase(Locale.ROOT);
  }

  private static String colour(Delivery delivery) {
    return switch (delivery) {
      case LOCAL -> "#7b8794";
      case MAPPED -> "#2c7a7b";
      case ALIGNED -> "#2f855a";
      case BROADCAST -> "#d9730d";
      case PANELS -> "#b83280";
      case REPLICATED -> "#7446c0";
      case STORED -> "#2b6cb0";
    };
  }

  private static String dashes(Delivery delivery) {
    return switch (delivery) {
      case PANELS -> "; stroke-dasharray: 9 4";
      case STORED -> "; stroke-dasharray: 2 3";
      case LOCAL, MAPPED, ALIGNED, BROADCAST, REPLICATED -> "";
    };
  }

  /** What all elements refer to: rules, and an arrow head for each delivery. */
  static String definitions() {
    StringBuilder text = new StringBuilder("<style>\n").append(RULES);
    StringBuilder heads = new StringBuilder("<defs>\n");
    for (Delivery delivery : Delivery.values()) {
      String name = of(delivery.name());
      text.append(
          String.format(
              ".%1$s { stroke: %2$s%3$s; } .arrow-label.%1$s { fill: %2$s; stroke: none; }%n",
              name, colour(delivery), dashes(delivery)));
      heads.append(
          String.format(
              "<marker id=\"%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\""
                  + " markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path"
                  + " d=\"M0 0L10 5L0 10z\" fill=\"%s\"/></marker>%n",
              name, colour(delivery)));
    }
    return text.append("</style>\n").append(heads).append("</defs>").toString();
  }
}
