package io.github.sparkndarray.script.print;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.shape.Shape;

/**
 * {@code str} and {@code repr} of an array as NumPy has them: in lines of so many characters, and
 * of a large one only the first and last elements along each axis.
 */
public final class ArrayText {
  private final Shape shape;
  private final HostArray corners;
  private final NumberFormat format;
  private final String separator;
  private final PrintOptions options;

  private ArrayText(Shape shape, HostArray corners, String separator, PrintOptions options) {
    this.shape = shape;
    this.corners = corners;
    this.format = NumberFormat.of(corners, options);
    this.separator = separator;
    this.options = options;
  }

  /**
   * What {@code print(x)} shows.
   *
   * @param shape the array's shape
   * @param corners the elements to show: see {@link Preview}
   */
  public static String str(Shape shape, HostArray corners, PrintOptions options) {
    if (shape.rank() == 0) {
      return ScalarText.str(corners, 0);
    }
    if (shape.size() == 0) {
      return "[]";
    }
    return new ArrayText(shape, corners, " ", options).nested(0, 0, " ", options.lineWidth());
  }

  /**
   * What {@code np.array2string} gives; parameters as for {@link #str}.
   *
   * @param separator what stands between elements
   * @param before how long the text is that the first line will follow
   * @param after how long the text is that will follow the last line
   */
  static String of(
      Shape shape,
      HostArray corners,
      PrintOptions options,
      String separator,
      int before,
      int after) {
    if (shape.size() == 0 && shape.rank() > 0) {
      return "[]";
    }
    return new ArrayText(shape, corners, separator, options)
        .nested(0, 0, " ".repeat(1 + before), options.lineWidth() - after);
  }

  /** What a notebook shows of {@code x}; parameters as for {@link #str}. */
  public static String repr(Shape shape, HostArray corners, PrintOptions options) {
    String prefix = "array(";
    String elements = "[]";
    if (shape.size() > 0) {
      int width = options.lineWidth() - ")".length();
      elements =
          new ArrayText(shape, corners, ", ", options)
              .nested(0, 0, " ".repeat(1 + prefix.length()), width);
    }
    String extras = extras(shape, corners.dtype(), options);
    if (extras.isEmpty()) {
      return prefix + elements + ")";
    }
    String text = prefix + elements + ",";
    int lastLine = text.length() - (text.lastIndexOf('\n') + 1);
    boolean fits = lastLine + extras.length() + 2 <= options.lineWidth();
    return text + (fits ? " " : "\n" + " ".repeat(prefix.length())) + extras + ")";
  }

  /** What the elements do not tell by themselves. */
  private static String extras(Shape shape, DType dtype, PrintOptions options) {
    boolean isFlatAndEmpty = shape.rank() == 1 && shape.size() == 0;
    boolean showsShape =
        (shape.size() == 0 && !isFlatAndEmpty) || shape.size() > options.threshold();
    boolean isImplied =
        dtype == DType.BOOL
            || dtype == DType.INT64
            || dtype == DType.FLOAT64
            || dtype == DType.COMPLEX128;
    boolean showsDType = !isImplied || shape.size() == 0;
    String text = showsShape ? "shape=" + shape : "";
    if (showsDType) {
      text += (text.isEmpty() ? "" : ", ") + "dtype=" + dtype.numpyName();
    }
    return text;
  }

  /** The text from an axis on, of the elements that begin at a position; NumPy's recurser. */
  private String nested(int axis, int position, String indent, int width) {
    if (axis == shape.rank()) {
      return format.format(position);
    }
    int shown = (int) corners.shape().extent(axis);
    int step = 1;
    for (int inner = axis + 1; inner < shape.rank(); inner++) {
      step *= (int) corners.shape().extent(inner);
    }
    boolean summarized = shown < shape.extent(axis);
    StringBuilder text = new StringBuilder();
    if (axis == shape.rank() - 1) {
      innermost(text, position, shown, summarized, indent, width);
    } else {
      String between = separator.stripTrailing() + "\n".repeat(shape.rank() - 1 - axis);
      for (int i = 0; i < shown; i++) {
        if (summarized && i == options.edgeItems()) {
          text.append(indent).append("...").append(between);
        }
        text.append(indent)
            .append(nested(axis + 1, position + i * step, indent + " ", width - 1))
            .append(i < shown - 1 ? between : "");
      }
    }
    return "[" + text.substring(indent.length()) + "]";
  }

  /** The words of the last axis, wrapped to lines. */
  private void innermost(
      StringBuilder text, int position, int shown, boolean summarized, String indent, int width) {
    int room = width - Math.max(separator.stripTrailing().length(), "]".length());
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < shown; i++) {
      if (summarized && i == options.edgeItems()) {
        extend(text, line, "...", room, indent);
        line.append(separator);
      }
      extend(text, line, format.format(position + i), room, indent);
      line.append(i < shown - 1 ? separator : "");
    }
    text.append(line);
  }

  private static void extend(
      StringBuilder text, StringBuilder line, String word, int room, String indent) {
    if (line.length() + word.length() > room && line.length() > indent.length()) {
      text.append(line.toString().stripTrailing()).append('\n');
      line.setLength(0);
      line.append(indent);
    }
    line.append(word);
  }
}
